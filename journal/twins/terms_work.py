"""The glossary's second half: torch, Python, git, tools, and what one does with them."""

WORK = """
# torch, numpy and hardware
pytorch: pytorch, torch | пайторч*, питорч*, торч*
tensorflow: tensorflow, tf, keras | тензорфлоу, керас*
jax: jax, flax | джакс
numpy: numpy, np | нампай*, нумпай*
pandas: pandas, dataframe, pd.DataFrame | пандас*, датафрейм*
matplotlib: matplotlib, pyplot, plt | матплотлиб*
scikit-learn: scikit*, sklearn | склерн*
hugging face: hugging face, huggingface, hf | хаггинг*
nn.Module: nn.Module, torch module, module class | модул* торч*
requires_grad: requires_grad, requires grad | требует градиент*
detach: detach, tensor.detach | отсоедин*
broadcasting: broadcast* | бродкаст*, транслировани* размерност*
shape: shape, reshape, dimension, dim, squeeze, unsqueeze | размерност*, форма тензор*, форму
    тензор*, формы тензор*, шейп*
transpose: transpos*, permute | транспон*
vectorization: vectoriz*, vectoris* | векториз*
einsum: einsum, einops | эйнсум*
cpu: cpu, processor | процессор*, цпу
gpu: gpu, graphics card, video card | видеокарт*, гпу, видюх*
cuda: cuda, cudnn | куда ядр*
tpu: tpu | тпу
mps: mps, apple silicon, metal backend | эппл силикон
memory: memory, ram, vram | памят*
out of memory: out of memory, oom, cuda oom | нехватк* памят*, не хватает памят*, не хватило памят*,
    кончилась памят*
memory leak: memory leak | утечк* памят*
driver: driver | драйвер*
distributed: distributed training, ddp, data parallel, multi gpu | распределенн* обучен*,
    распределённ* обучен*
parallelism: parallel*, multiprocess*, multithread*, thread | параллел*, многопоточн*, поток
async: async*, await | асинхрон*
jit: jit, torch.compile, torchscript, numba | джит
onnx: onnx | оникс
checkpoint: checkpoint*, state_dict, torch.save | чекпоинт*, контрольн* точк*
kaggle: kaggle | кагл*, каггл*
colab: colab | колаб*, коллаб*

# python and tools
python: python | питон*, пайтон*
notebook: notebook, jupyter, ipynb | ноутбук*, юпитер*, тетрадк*, блокнот*
virtual environment: virtual env*, virtualenv, venv, conda | виртуальн* окружени*
dependency: dependenc*, requirements.txt | зависимост*
package manager: pip, uv, poetry, pip install | менеджер* пакет*
import: import | импорт*
decorator: decorator | декоратор*
generator: generator, yield | генератор*
context manager: context manager, with statement | контекстн* менеджер*
type hints: type hint, type annotation, typing, mypy | аннотац* тип*, типизац*
class: class, oop, object oriented | класс, классы, классов, класса, ооп
inheritance: inherit*, subclass* | наследов*
closure: closure | замыкани*
recursion: recurs* | рекурс*
iterator: iterator, iterable | итератор*
list comprehension: comprehension | генератор* списк*
exception: exception, traceback, stack trace | исключени*, трейсбек*
debugging: debug*, breakpoint, pdb | отлад*, дебаж*, дебаг*
unit test: unit test*, pytest, unittest | юнит тест*, модульн* тест*
refactoring: refactor* | рефактор*
logging: logging, logger | логирован*, логгер*
command line: command line, cli, argparse, terminal, shell | командн* строк*, терминал*, консол*
regular expression: regex, regexp, regular expression | регулярк*, регулярн* выражен*
documentation: documentation, docs, docstring | документац*
formatter: linter, lint, ruff, flake8, formatter | линтер*, форматтер*
algorithm complexity: big o, time complexity, complexity | сложност*
hash table: hash table, hash map, hashmap, dictionary | хеш таблиц*, хэш таблиц*, словар*
linked list: linked list | связн* спис*
binary search: binary search | бинарн* поиск*, двоичн* поиск*
sorting: sorting, quicksort, merge sort, sort algorithm | сортиров*
graph search: bfs, dfs, dijkstra | обход* в ширин*, обход* в глубин*, дейкстр*
dynamic programming: dynamic programming | динамическ* программирован*
pointer: pointer | указател*
compiler: compil* | компил*

# git and the rest of the shop
git: git | гит, гита, гите, гитом
github: github, gh | гитхаб*
commit: commit | коммит*
branch: branch | ветк*, бранч*
merge: merge, merge conflict | мердж*, мерж*, слияни*
rebase: rebas* | ребейз*, перебазир*
push: push | пуш, пушить, запуш*
pull request: pull request, pr, merge request | пулреквест*, пул реквест*
stash: stash | стэш*, стеш*
gitignore: gitignore | гитигнор*
ssh: ssh | ссх
ssh key: ssh key | ключ* ssh
remote: git remote | удаленн* репозитор*, удалённ* репозитор*
repository: repository, repo | репозитор*, репо
submodule: submodule | подмодул*
github pages: github pages, gh pages | гитхаб пейдж*
continuous integration: ci, ci cd, github actions, gitlab ci, continuous integration | непрерывн*
    интеграц*
docker: docker*, container* | докер*, контейнер*
kubernetes: kubernetes, k8s | кубернет*, кубер*
deployment: deploy* | деплой*, депло*, развёртыв*, разверт*
server: server | сервер*
database: database, db | баз* данн*, бд
sql: sql, postgres*, sqlite, mysql | постгрес*
index of a database: database index | индекс* баз*
api: api, rest api, endpoint | апи, эндпоинт*
authentication: auth, authent*, login, oauth | аутентифик*, авториз*
javascript: javascript, js, typescript, node.js | джаваскрипт*
frontend: frontend, front end, react | фронтенд*
backend: backend, back end | бэкенд*, бекенд*
markdown: markdown | маркдаун*
latex: latex, tex | латех*
slack: slack, webhook | слак*, вебхук*
cloud: cloud, aws, gcp, azure | облак*, облач*
linux: linux, ubuntu | линукс*, убунту
package: package, library | пакет, пакеты, пакета, библиотек*
configuration: config* | конфиг*, настройк* файл*
environment variable: environment variable, env var | переменн* окружени*
paper: paper, arxiv, article | стать*, статей
book: book, chapter, textbook | книг*, глав*, учебник*
course: course, lecture, mooc, tutorial | курс, курса, курсе, курсы, лекци*, туториал*
exercise: exercise, homework, assignment | упражнени*, домашк*, домашн* задани*
proof: proof, prove | доказ*
intuition: intuit* | интуи*

# what one does with it all, and to what
difference: difference, differ, vs, versus | разниц*, отлич*, различ*
effect: effect, influence, affect, impact | влия*, эффект*, воздейств*
increase: increas*, grow, growth, larger, bigger | увелич*, растет, рост, роста, больше
decrease: decreas*, reduc*, shrink, smaller | уменьш*, снижа*, снизи*, сокращ*, меньше
comparison: compar* | сравн*
measure: measur* | измер*, замер*
manual: by hand, manual*, from scratch | вручную, руками, ручн*, с нуля
failure: fail*, crash*, break, broke, broken | падает, упал*, сломал*, лома*, крэш*, краш*
error: error, mistake, bug | ошиб*, баг, баги, бага, багов
fix: fix*, repair | исправ*, почин*, чинит*, пофикс*
implementation: implement* | реализ*, имплемент*
structure: structur*, architectur* | структур*, архитектур*, устро*
control: control*, steer* | управл*, контрол*
draw: draw*, sketch*, diagram* | рисов*, нарис*, отрис*, чертеж*, начерт*, схем*, диаграмм*
install: install* | установ*, устанавл*, постав*
setup: setup, set up | настро*
save: save, saved, saving, store, stored | сохран*
load: load, loaded, loading | загру*
upload: upload* | залить, залив*, выгру*
download: download* | скач*
publish: publish*, publication | публик*, опублик*
share: share, shared, sharing | делиться, поделит*, расшар*
generate: generat* | сгенер*, генерир*, генерац*
automate: automat* | автоматиз*, автоматич*
replace: replac*, substitut*, swap | замен*, подстав*
remove: remov*, delet* | удал*, убрать, убира*
rewrite: rewrit* | перепис*
update: updat*, upgrad* | обнов*, апгрейд*, улучш*
connect: connect*, connection | подключ*, соедин*
choose: choos*, chose, chosen, select*, pick | выбор, выбора, выбр*, выбира*
tune: tun* | тюн*, подбор*, подбира*, подобр*
predict: predict* | предсказ*, прогноз*
evaluate: evaluat* | оценк*, оцен*
solve: solv*, solution | реши*, решен*, решат*
compute: comput*, calculat* | вычисл*, посчит*, рассчит*, расчет*, считает*
handle: handl* | обработ*, обрабат*
scale: scal* | масштаб*
limit: limit, threshold | предел*, огранич*, порог*
alternative: alternativ* | альтернатив*
reuse: reus* | переиспольз*
summary: summar*, cheat sheet, cheatsheet | шпаргалк*, конспект*, саммари
presentation: presentation, slides, talk | презентац*, слайд*, доклад*
photo: photo, screenshot | фото*, скриншот*
model: model | модел*
data: data | данные, данных, данным, данными
network: network | сеть, сети, сетью, сетей, сетями, сетях
function: function, func, fn | функци*
module: module | модул*
method: method | метод, метода, методы, методов, методом
object: object | объект*
argument: argument, arg, kwargs | аргумент*
variable: variable | переменн*
constant: constant | констант*
loop: loop | цикл*
array: array | массив*
graph: graph | граф, графа, графы, графов, графом
formula: formula* | формул*
equation: equation | уравнени*
theory: theory, theorem | теори*, теорем*
number: number | число, числа, чисел, числом
value: value | значени*
text: text | текст*
image: image, picture | картин*, изображ*
table: table | таблиц*
column: column | столб*, колонк*
button: button | кнопк*
site: site, website, web page | сайт*
user: user | пользоват*
project: project | проект*
script: script | скрипт*
program: program* | программ*
tool: tool, tooling | инструмент*, утилит*
application: app, application | приложени*
system: system | систем*
version: version | верси*
"""
