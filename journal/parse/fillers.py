"""Words that place a heading in time or put it in relation, and say nothing about its kind."""

from __future__ import annotations

_WEEKDAYS_WORDS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat
sun понедельник вторник среда четверг пятница суббота воскресенье среду пятницу субботу пн вт ср
чт пт сб вс lunes martes miércoles miercoles jueves viernes sábado sabado domingo lun mar mié
mie jue vie sáb sab dom segunda terça terca quarta quinta sexta feira seg ter qua qui sex lundi
mardi mercredi jeudi vendredi samedi dimanche mer jeu ven sam dim montag dienstag mittwoch
donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so maanantai tiistai keskiviikko
torstai perjantai lauantai sunnuntai ma ti ke to pe la su 周一 周二 周三 周四 周五 周六 周日
周天 周 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 週一 週二 週三 週四 週五 週六
週日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月曜 火曜 水曜 木曜 金曜 土曜 日曜 月 火
水 木 金 土 日 월요일 화요일 수요일 목요일 금요일 토요일 일요일 월 화 수 목 금 토 일
"""
WEEKDAYS = frozenset(_WEEKDAYS_WORDS.split())

_TIME_WORDS = """
today todays tomorrow tomorrows yesterday yesterdays tonight day days daily morning afternoon
evening night am pm week weekly weekend month monthly sprint session january february march
april may june july august september october november december сегодня сегодняшние завтра вчера
день дня утро утром вечер вечером неделя недели неделю hoy mañana ayer día dia días semana tarde
noche hoje amanhã ontem aujourdhui demain hier jour journée semaine matin soir heute heutige
heutigen morgen gestern tag tages woche abend tänään huomenna eilen päivä päivän viikko viikon
aamu ilta
"""
TIME = WEEKDAYS - {
    "mar",
    "do",
    "so",
    "ma",
    "to",
    "la",
    "su",
    "di",
    "mi",
    "sa",
    "ter",
    "sex",
} | frozenset(_TIME_WORDS.split())

_LEADING_WORDS = """
my our the a an some main other more new open key current remaining big small further misc
personal work top a few few additional unfinished pending important urgent general overall
actual мои моя мой наши основные главные другие новые текущие оставшиеся открытые mis mi los las
el la nuestros otras otros nuevas nuevos principales meus minhas os as o a novas novos outras
outros mes mon ma les le la nos autres nouvelles nouveaux meine mein die das der neue weitere
offene unsere
"""
LEADING = frozenset(_LEADING_WORDS.split())

_PREPOSITIONS_WORDS = """
for from of in on at about with to by after before during this next until till regarding re на
по из с для о об к в у от за после про de del para en con sobre por respecto a da do das dos em
com pour du des avec sur dans für von vom zu zum zur aus mit über am im bis
"""
PREPOSITIONS = frozenset(_PREPOSITIONS_WORDS.split())

CJK_BEFORE = (
    "今日の", "今日", "本日の", "本日", "昨日の", "明日の", "明日", "今天的", "今天", "明天的",
    "明天", "昨天", "昨日", "今週の", "来週の", "本周", "下周", "我的", "오늘의", "오늘", "내일의",
    "내일", "어제의", "어제", "이번 주",
)  # fmt: skip
CJK_AFTER = (
    "一覧",
    "リスト",
    "列表",
    "清单",
    "清單",
    "목록",
    "リスト一覧",
    "メモ",
    "について",
    "事項",
    "事项",
)
