"""Words that say nothing about what a debt is about, in the languages that logs are written in."""

ENGLISH = """
a about above after again against all almost already also although always am an and another any
anything are around as at away back be became because become been before being below best better
between both but by came can cannot could did do does doing done down during each either else
enough etc even ever every everything far few first for found from further gave get gets getting
give given go goes going gone good got great had happen happened happens has have having he hence
her here him his how however i if in instead into is it its itself just keep kept kind last later
least less let like little long look looked looking looks lot made main make makes making many may
maybe me mean means might mine more most much must my myself near need needed needs never new next
nice no none nor not nothing now of off often ok okay on once one only onto or other others
otherwise our out over own part per perhaps please point possible possibly probably put quite
rather really right said same say see seem seems seen several shall she should since small so some
someone something sometimes somewhat soon still stuff such sure take taken takes taking tell than
thanks that the their them then there these they thing things think third this those though
through thus time times to today together tomorrow tonight too took toward towards turn two try
tried tries trying under until up upon us use used useful uses using usual usually very via want
wanted wants was way ways we well went were what whatever when where whether which while who whole
whom whose why will with within without won work worked working works worth would write wrote yes
yesterday yet you your yours understand understood understanding learn learned learning learnt
read reading figure figured study studied studying studies explore explored investigate
investigated check checked checking find finding know knowing known demystify explain explained
explanation explains question questions answer answers research revisit review clarify dig deeper
deep explicitly exactly actually basically simply simple easy hard difficult different various
change changes changed changing add added adding set setting show shows shown start started
starting finish finished end ended ends follow following come comes ask asked run running runs ran
play played day days week weeks month months year years hour hours minute minutes ll ve re don
doesn didn isn aren wasn couldn shouldn wouldn hadn hasn haven can't todo td debt tech idea ideas
task tasks result results note notes log logs line lines file files code example examples basic
basics concept concepts topic topics problem problems issue issues test tests step steps case
cases bit big high low sense matter matters mind hood behind inside outside page pages article
blog post video watch watched link links real internally underlying anyway plus minus
"""

RUSSIAN = """
и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было
вот от меня еще нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас
нибудь опять уж вам ведь там потом себя ничего ей может они тут где есть надо ней для мы тебя их
чем была сам чтоб без будто чего раз тоже себе под будет ж тогда кто этот того потому этого какой
совсем ним здесь этом один почти мой тем чтобы нее сейчас были куда зачем всех никогда можно при
наконец два об другой хоть после над больше тот через эти нас про всего них какая много разве три
эту моя впрочем хорошо свою этой перед иногда лучше чуть том нельзя такой им более всегда конечно
всю между это эта очень также какие каких каким какое который которая которые которое которых
почему отчего откуда сколько насколько просто именно вообще снова например типа пока лишь нужно
нужен нужна нужны хочу хочется хотел могу могут мог могла бывает стоит стал стала стало станет
делать делает делаю сделать сделал сделано делается сделаю работает работать работают работал
понять понял поняла понимаю понимать понимание разобраться разобрался разбираться разобрать
выяснить выясни узнать узнал изучить изучал изучать изучение почитать прочитать прочитал читать
читал посмотреть посмотрел смотреть попробовать попробовал пробовать попытаться найти нашел
проверить проверил проверка объяснить объясняет объяснение спросить вспомнить повторить написать
написал писать добавить добавил использовать использую используется получить получил получается
получилось начать начал закончить происходит случается происходят значит означает называется
вопрос вопросы ответ идея задача задачи результат результаты заметка заметки долг строка строки
файл файла файлы код кода коде кодом пример примеры тест тесты шаг шаги случай случае проблема
проблемы тема темы суть смысл вещь вещи штука способ способы образом путь время времени день дня
дней сегодня вчера завтра неделя недели месяц год раза часть часто сразу дальше подробнее глубже
лучший новый новая новое новые другие другое другая разные разных разный самый самое самая свой
своей свои своего каждый каждая каждое каждого весь вся хорошая плохо сложно легко трудно
правильно изменить меняется менять изменение изменения изменяется такое такие такая таких этих
этим тип видео ссылка статья нового зависит
"""

OTHERS = """
el la los las lo un una unos unas de del al y e o que en por para con sin su sus se es son ser era
fue como mas pero este esta esto estos estas ese esa eso hay muy ya hoy ayer tambien porque cuando
donde hacer hago hecho entre sobre todo todos nos mi me te le les si cada desde hasta otro um uma
os as dos das do da no na nas com sem seu sua sao foi mais isso isto esse essa nao ao pelo pela
hoje ontem fazer feito tambem muito une des du et ou dans sur sous pour par avec sans est sont
etre ete cette ces ce cet qui quoi dont plus pas ne ni sa ses leur leurs nous vous ils elles je tu
il elle on au aux comme tout tous toute faire fait aujourd hui hier aussi bien tres ai avoir der
die den dem ein eine einen einem einer eines und oder aber nicht mit ohne von vom zu zum zur im in
am an auf aus bei nach fur für uber über unter ist sind war waren wird werden wurde wurden sein
hat haben hatte ich er sie wir ihr man auch noch nur schon sich als wie wenn dass so mehr sehr
kann konnte können muss heute gestern diese dieser dieses ja tai ei että kun niin myös mutta olla
ollut oli ovat tämä tämän joka mitä miten sen
"""

STOPWORDS = frozenset(f"{ENGLISH}{RUSSIAN}{OTHERS}".split())
