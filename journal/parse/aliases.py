"""Section headings in ten languages, as plain tables: kind, language, words.

Case, apostrophes, emoji, numbering and punctuation don't matter; words that only place a heading in
time ("today", "Wednesday PM", "for tomorrow") are dropped before a second look and need no row.
"""

from __future__ import annotations

from journal.parse.asides import ASIDES

SECTIONS = {
    "task": {
        "en": """
todo · todos · to do · to dos · todo list · to do list · tasks · task list · task · plan
plans · planned · planning · what im doing today · what i am doing today
what we need to do today · what i need to do · what to do · things to do · what will i do
what i will do · what ill do · what am i doing today · doing · doing today · will do · agenda
today · tomorrow · todays plan · plan for the day · plan for today · plan for tomorrow
tomorrows plan · todays tasks · goal · goals · todays goals · todays goal · stretch goals
objectives · focus · todays focus · tomorrows focus · current focus · priorities
top priorities · main focus · most important tasks · mit · top 3 · intentions · next · next up
next step · next steps · next action · next actions · next session · whats next · what is next
up next · what next · next time · next tasks · upcoming · action items · actions · backlog
checklist · remaining · left to do · still to do · in progress · currently in progress
currently doing · working on · wip · now · later · tofix · to fix · fixme · bugs · bugs to fix
bug list · known bugs · assignments · homework""",
        "ru": """
чем занимаюсь сегодня · что делаю сегодня · что буду делать · сделать · что сделать
что надо сделать · нужно сделать · надо сделать · задачи · задача · задачи на сегодня
задачи на день · запланированные на сегодня · запланировано · план · планы · план на день
план на сегодня · план на завтра · планы на завтра · на сегодня · на завтра · на потом
дополнительные и на потом · дальше · дела · список дел · цели · цель · цель на сегодня
цели на сегодня · следующие шаги · следующий шаг · что дальше · в работе · баги
к исправлению · исправить · осталось сделать · осталось""",
        "es": """
tareas · tarea · por hacer · pendiente · pendientes · plan de hoy · plan del dia
plan del día · plan para hoy · plan para mañana · qué voy a hacer · que voy a hacer · que haré
qué haré hoy · objetivos · objetivo · objetivo del día · metas · próximos pasos
proximos pasos · siguiente · siguientes pasos · para mañana · para hoy · mañana · hoy
dejado por hacer · queda · queda por hacer · falta · falta por hacer · lo que falta
cosas por hacer · lista de tareas · en curso · en progreso · errores por corregir
por arreglar""",
        "pt": """
tarefas · tarefa · a fazer · por fazer · para fazer · o que vou fazer · o que fazer · plano
planos · plano do dia · plano para hoje · plano para amanhã · para amanhã · para hoje · hoje
amanhã · próximos passos · proximos passos · próximo passo · pendências · afazeres
lista de tarefas · falta fazer · em andamento · metas do dia · objetivos do dia
bugs a corrigir""",
        "fr": """
tâches · taches · tâche · à faire · a faire · à faire aujourdhui · liste de tâches
plan du jour · programme · programme du jour · objectif · objectifs · objectifs du jour
objectif du jour · prochaines étapes · prochaine étape · étapes suivantes · la suite · suite
pour demain · aujourdhui · demain · ce que je vais faire · ce quil reste à faire
reste à faire · en cours · à corriger""",
        "de": """
aufgaben · aufgabe · zu tun · zu erledigen · noch zu tun · offen · offene aufgaben
offene punkte · tagesziel · tagesziele · ziele · ziel · plan für heute · plan für morgen
heute · morgen · für morgen · heutige aufgaben · was ich heute mache · was ich vorhabe
vorhaben · nächste schritte · nächster schritt · nächstes · als nächstes · was steht an
in arbeit · geplant · zu beheben · hausaufgaben""",
        "fi": """
tehtävät · tehtävä · tehtävälista · tehtävänä · tavoite · tavoitteet · päivän tavoitteet
suunnitelma · suunnitelmat · päivän suunnitelma · huomenna · tänään · seuraavaksi
seuraavat askeleet · seuraava askel · tehdään seuraavaksi · työn alla · kesken
mitä teen tänään · korjattavaa · korjattavat · tekemättä · vielä tekemättä""",
        "zh": """
待办 · 待办事项 · 待办清单 · 任务 · 任务清单 · 今日任务 · 今日计划 · 今日目标 · 今天的计划
今天要做的事 · 今天要做 · 今日待办 · 计划 · 学习计划 · 目标 · 明日计划 · 明天计划 · 明天的计划
明日任务 · 下一步 · 下一步计划 · 接下来 · 后续计划 · 待修复 · 待完成 · 进行中 · 要做的事
下周计划 · 本周计划 · 待辦 · 待辦事項 · 今日計畫 · 明日計畫 · 計畫 · 下一步計畫 · 任務""",
        "ja": """
やること · 次やること · 今日やること · 明日やること · やることリスト · 今日の予定 · 予定
明日の予定 · 今後の予定 · タスク · 今日のタスク · 明日のタスク · 目標 · 今日の目標
明日の目標 · 計画 · 次回 · 次回やること · 次にやること · 次のステップ · 今後の課題
やりたいこと · 残タスク · 宿題 · 進行中""",
        "ko": """
할 일 · 할일 · 오늘 할 일 · 오늘 할일 · 오늘의 할 일 · 내일 할 일 · 내일 할일 · 내일의 할 일
계획 · 오늘의 계획 · 오늘 계획 · 내일 계획 · 내일의 계획 · 목표 · 오늘의 목표 · 오늘 목표
다음 단계 · 다음에 할 일 · 다음 할 일 · 진행 중 · 진행중 · 해야 할 일 · 과제""",
    },
    "result": {
        "en": """
result · results · outcome · outcomes · what i did · what i did today · what did i do
what did i do today · done · done today · finished · accomplished · accomplished today
accomplished yesterday · accomplishments · achievements · achieved · completed
completed today · completed tasks · progress · todays progress · progress today
progress made · wrap up · wrapup · what i studied · built · what i built
what i studied built · studied · what i made · what did i work on · what i worked on
worked on · what we did · what was done · wins · win · wins of the day · shipped
deliverables · yesterday · what i did yesterday · something done · things done · what got done
work done · where are we at · where we are at · where we are · current status · status
what i investigated · what i researched · what i finished · fixed · solved · resolved · closed""",
        "ru": """
результат · результаты · итоги · итог · итоги дня · сделано · сделано сегодня · что сделано
что сделано сегодня · что сделал · что сделала · что я сделал · что я сделала
что было сделано · достижения · выполнено · готово · завершено · прогресс · вчера
что получилось · победы · успехи""",
        "es": """
resultado · resultados · qué hice · que hice · qué hice hoy · que hice hoy · lo que hice
lo que hice hoy · qué he hecho · que he hecho · hecho · hecho hoy · hechas · logros · logrado
avances · avance · progreso · completado · completadas · terminado · ayer · conseguido""",
        "pt": """
o que fiz · o que fiz hoje · o que foi feito · feito · feito hoje · feitas · concluído
concluídas · concluido · conquistas · progresso · realizado · realizações · terminei · ontem""",
        "fr": """
résultat · résultats · resultats · ce que jai fait · ce que jai fait aujourdhui · fait · faits
fait aujourdhui · réalisé · réalisations · accompli · terminé · terminés · avancement
avancées · progrès · progrès du jour · hier · travail effectué · ce qui a été fait""",
        "de": """
ergebnis · ergebnisse · resultate · erreicht · erreichtes · erreichte ziele
erreichte tagesziele · erledigt · heute erledigt · gemacht · was ich gemacht habe
was ich heute gemacht habe · heute gemacht · getan · fertig · fortschritt · fortschritte
gestern · erfolge · abgeschlossen · geschafft""",
        "fi": """
tulos · tulokset · mitä tein · mitä tein tänään · tehty · tehty tänään · valmis · valmista
valmiit · edistyminen · edistys · saavutukset · saavutettu · eilen · aikaansaannokset""",
        "zh": """
结果 · 成果 · 今日成果 · 今日完成 · 今天完成 · 完成 · 已完成 · 完成情况 · 完成事项
今天做了什么 · 今日所做 · 做了什么 · 进展 · 今日进展 · 进度 · 昨日完成 · 昨天完成 · 学了啥
今日产出 · 产出 · 收尾 · 結果 · 今日進度 · 進度 · 進展 · 編碼與產出 · 编码与产出 · 结果与指标""",
        "ja": """
やったこと · 今日やったこと · 昨日やったこと · 取り組んだ課題 · 取り組んだ課題一覧
取り組んだこと · 取り組み · 完了 · 完了したこと · できたこと · 成果物 · 進捗 · 今日の成果
今日の進捗 · 実施したこと · 実施内容 · 作業内容 · 作ったもの · 達成したこと · 終わったこと
学習内容 · 学習したこと""",
        "ko": """
한 일 · 한일 · 오늘 한 일 · 오늘 한일 · 오늘의 한 일 · 어제 한 일 · 어제 한일 · 완료
완료한 일 · 결과 · 성과 · 오늘의 성과 · 진행 상황 · 진행상황 · 한 것 · 오늘 한 것 · 공부한 것
오늘 공부한 것""",
    },
    "td": {
        "en": """
technical debt · tech debt · techdebt · td · debt · debts · td items · td list
technical debts · learning debt · knowledge debt · what confused me · whats confusing
what is confusing · confusing · confusions · confusion · confused by · things that confused me
what i dont understand · what i didnt understand · what i still dont understand
dont understand · didnt understand · unclear · still unclear · unclear points
what is unclear · not clear · questions · question · open questions · unanswered questions
unresolved · research questions · questions i have · open issues · issues · open problems
problems · problem · problems met · problems encountered · to investigate · investigate
to research · to find out · to find out more · to look into · look into · to look up
to learn · to study · to understand · to read · reading list · to explore · to clarify
to figure out · things to learn · things to look up · things to research · things to review
to review · need to review · review later · revisit · to revisit · parking lot · parked
loose ends · loose threads · rabbit holes · blocker · blockers · blocked · blocked by
blocked on · stuck · where im stuck · where i got stuck · what challenges we expect
challenges · challenge · struggles · struggle · struggled with · difficulties · obstacles
gaps · knowledge gaps · things i dont know · what i struggled with · weak points · weaknesses""",
        "ru": """
техдолг · тех долг · технический долг · долги · долг · тд · вопросы · вопрос
открытые вопросы · остались вопросы · что непонятно · непонятно · что не понял · что не поняла
не понял · не поняла · не понимаю · неясно · что неясно · разобраться · надо разобраться
с чем разобраться · изучить · почитать · проблемы · проблема · сложности · трудности · затыки
блокеры · препятствия · повторить · узнать · выяснить · исследовать · хвосты · пробелы""",
        "es": """
deuda técnica · deuda tecnica · deudas · dudas · duda · preguntas · pregunta
preguntas abiertas · qué no entiendo · que no entiendo · qué no entendí · lo que no entiendo
no entiendo · problemas · problema · problemas encontrados · dificultades · bloqueos
obstáculos · por investigar · a investigar · investigar · por estudiar · por aprender
por entender · para repasar · repasar · retos · desafíos""",
        "pt": """
dívida técnica · divida tecnica · dúvidas · duvidas · dúvida · perguntas · perguntas em aberto
o que não entendi · não entendi · dificuldades · bloqueios · impedimentos · a pesquisar
pesquisar · para estudar · a estudar · revisar · para revisar · desafios""",
        "fr": """
dette technique · dettes · questions ouvertes · ce que je nai pas compris · pas compris
à comprendre · points flous · flou · problèmes · problème · problèmes rencontrés · difficultés
difficultés rencontrées · blocages · points bloquants · à creuser · à approfondir · à revoir
à étudier · à rechercher · à explorer · à éclaircir · défis · doutes""",
        "de": """
technische schulden · technische schuld · schulden · fragen · offene fragen · frage · unklar
unklarheiten · was ich nicht verstehe · was ich nicht verstanden habe · nicht verstanden
probleme · herausforderungen · herausforderung · schwierigkeiten · hindernisse · blockaden
zu klären · zu untersuchen · zu recherchieren · noch zu lernen · nachschlagen · wissenslücken
stolpersteine""",
        "fi": """
tekninen velka · velka · velat · kysymykset · kysymys · kysymyksiä · avoimet kysymykset
avoimia kysymyksiä · epäselvää · epäselvät asiat · epäselvä · mitä en ymmärtänyt · en ymmärrä
ongelmat · ongelma · ongelmia · haasteet · haaste · haasteita · vaikeudet · esteet
selvitettävää · selvitettävät · tutkittavaa · opiskeltavaa · kerrattavaa""",
        "zh": """
技术债 · 技术债务 · 疑问 · 问题 · 遗留问题 · 待解决 · 待解决问题 · 未解决 · 未解决的问题
存在的问题 · 遇到的问题 · 困惑 · 困惑与问题 · 疑惑 · 不懂 · 不懂的地方 · 没搞懂 · 没弄懂
不理解 · 难点 · 难点与问题 · 生疏点 · 卡点 · 卡点与解决 · 待研究 · 待学习 · 待调研 · 待复习
盲点 · 挑战 · 困难 · 技術債 · 問題 · 疑問 · 待解決""",
        "ja": """
技術的負債 · 負債 · 疑問点 · 疑問に思ったこと · わからないこと · わからなかったこと
分からないこと · 分からなかったこと · 不明点 · 質問 · 質問事項 · 課題 · 問題点
困っていること · 困ったこと · 詰まったこと · 詰まっていること · つまずいたこと
つまづいたこと · ハマったこと · 難しかったこと · 調べること · 調べたいこと · 気になること
要調査 · 復習すること""",
        "ko": """
기술 부채 · 기술부채 · 궁금한 점 · 궁금한 것 · 궁금증 · 질문 · 의문점 · 의문 · 모르는 것
몰랐던 것 · 이해가 안 되는 것 · 이해 안 되는 것 · 이해 못한 것 · 어려웠던 점 · 어려운 점
힘들었던 점 · 문제 · 문제점 · 막힌 점 · 막힌 부분 · 찾아볼 것 · 공부할 것 · 더 알아볼 것
알아볼 것 · 복습할 것""",
    },
    "idea": {
        "en": """
idea · ideas · new ideas · idea dump · random ideas · project ideas · ideas for later
brainstorm · brainstorming · someday · someday maybe · maybe · maybe someday · would be nice
nice to have · wishlist · what if · shower thoughts""",
        "ru": """
идея · идеи · мысли и идеи · идеи на будущее · когда нибудь · может быть · хотелки""",
        "es": """
ideas y ocurrencias · ocurrencias · algún día · lluvia de ideas""",
        "pt": """
ideia · ideias · ideias para depois · algum dia""",
        "fr": """
idée · idées · idees · idées en vrac · un jour""",
        "de": """
idee · ideen · neue ideen · einfälle · irgendwann""",
        "fi": """
ideat · ideoita · ajatuksia ja ideoita · joskus""",
        "zh": """
想法 · 点子 · 灵感 · 新想法 · 随机闪念 · 闪念 · 创意 · 點子 · 靈感""",
        "ja": """
アイデア · アイディア · アイデアメモ · 思いつき · ひらめき · いつかやる""",
        "ko": """
아이디어 · 아이디어 메모 · 언젠가""",
    },
    **ASIDES,
}
