"""Section headings, like those of `aliases`, under which nothing but marked sentences is an item.

`tracker` is like `none`, and even its checkboxes are no items.
"""

from __future__ import annotations

ASIDES = {
    "none": {
        "en": """
stream of consciousness · stream · brain dump · braindump · log · logs · journal · diary
dear diary · notes · note · misc · random · other · learned · learnt · learned today
what i learned · what i learnt · what i learned today · what ive learned · learnings · lessons
lessons learned · lesson · til · today i learned · insight · insights · insights so far
takeaways · key takeaways · thoughts · thought · reflection · reflections · retrospective
retro · review · feelings · mood · mistakes · mistakes made · errors · decisions
observations · summary · topics · topic · resource · resources · resource list · book list
links · link · link to work · links to work · references · reference · bibliography · sources
reading · feedback · meeting notes · meetings · quotes · context · background · about
about me · introduction · contents · table of contents · highlights · time log · definitions
code · commands · setup · how to contribute · whos doing what · weekly review · solution
solutions · explanation""",
        "ru": """
поток сознания · заметки · записи · заметка · мысли · размышления · рефлексия · уроки
уроки дня · выводы · что узнал · что узнала · что я узнал · узнал · чему научился
чему научилась · инсайты · ошибки · ссылки · источники · ресурсы · материалы · лог · дневник
хроника · настроение · соль дня · лента событий · наблюдения · решения · связи""",
        "es": """
aprendido · qué aprendí · que aprendí · que aprendi · qué aprendí hoy · lo que aprendí
lo aprendido · aprendizajes · reflexión · reflexion · reflexiones · notas · nota
pensamientos · errores · errores cometidos · decisiones · conclusiones · recursos · enlaces
referencias · diario · observaciones · resumen · qué funcionó""",
        "pt": """
aprendi · o que aprendi · o que aprendi hoje · aprendizados · aprendizado · reflexão
reflexões · anotações · pensamentos · erros · decisões · conclusões · links úteis
referências · diário · observações · resumo""",
        "fr": """
appris · ce que jai appris · ce que jai appris aujourdhui · apprentissages · apprentissage
réflexion · réflexions · remarques · notes du jour · pensées · erreurs · décisions
conclusion · conclusions · ressources · liens · références · journal de bord · observations
résumé""",
        "de": """
gelernt · was ich gelernt habe · was ich heute gelernt habe · heute gelernt · erkenntnisse
erkenntnis · reflexion · reflexionen · gedanken · notizen · notiz · fehler · entscheidungen
entscheidung · ressourcen · genutzte ressourcen · genutzte und neue entdeckte ressourcen
genutzte neue entdeckte ressourcen · quellen · tagebuch · beobachtungen · zusammenfassung
fazit""",
        "fi": """
opin · mitä opin · mitä opin tänään · opittua · opitut asiat · oppiminen · pohdinta
pohdintaa · ajatukset · ajatuksia · muistiinpanot · huomiot · virheet · päätökset · lähteet
linkit · päiväkirja · yhteenveto""",
        "zh": """
笔记 · 学习笔记 · 心得 · 学习心得 · 反思 · 感想 · 感悟 · 总结 · 今日总结 · 收获 · 今日收获
学到了什么 · 今天学到的 · 学到的 · 思考 · 记录 · 备注 · 资源 · 参考 · 参考资料 · 链接 · 错误
决定 · 日记 · 随笔 · 说明 · 模板 · 素材 · 学习素材 · 筆記 · 總結 · 收穫 · 參考資料
笔记关键词""",
        "ja": """
わかったこと · 分かったこと · 学んだこと · 今日学んだこと · 学び · 気づき · 気付き
気づいたこと · 感じたこと · 感想 · 所感 · 振り返り · ふりかえり · 反省 · 反省点 · メモ
ノート · まとめ · 考察 · 参考 · 参考文献 · 参考リンク · リンク · 日記 · 雑記 · 思ったこと
良かったこと · 決定事項""",
        "ko": """
배운 것 · 배운 점 · 오늘 배운 것 · 오늘 배운 점 · 알게 된 것 · 알게 된 점 · 새로 알게 된 것
느낀 점 · 느낀점 · 회고 · 메모 · 노트 · 생각 · 정리 · 오늘의 정리 · 요약 · 참고 · 참고 자료
참고자료 · 링크 · 일기 · 반성 · 깨달은 점 · 잘한 점 · 결정""",
    },
    "tracker": {
        "en": """
habits · habit · habit tracker · habit tracking · tracker · trackers · tracking · routine
morning routine · evening routine · daily routine · gratitude · grateful · grateful for
im grateful for · what im grateful for · sleep · workout · exercise · health · meals · food
water · time spent · hours · working hours · work hours · hours worked · study time
time tracking · total · total hours · schedule · timetable""",
        "ru": """
привычки · трекер · трекеры · трекер привычек · благодарности · благодарность
за что благодарен · за что благодарна · время · всего · часы · сон · здоровье · режим дня""",
        "es": """
hábitos · habitos · gratitud · agradecimientos · tiempo dedicado · horas · horas dedicadas
rutina · horario""",
        "pt": """
gratidão · agradecimentos · tempo dedicado · rotina · horário""",
        "fr": """
habitudes · suivi des habitudes · gratitude du jour · temps passé · heures · heures de travail
emploi du temps""",
        "de": """
gewohnheiten · gewohnheitstracker · dankbarkeit · dankbar für · zeitaufwand · stunden
arbeitszeit · arbeitszeiten · zeiterfassung""",
        "fi": """
tavat · kiitollisuus · tuntikirjanpito · tunnit · työtunnit · ajankäyttö · käytetty aika""",
        "zh": """
习惯 · 打卡 · 习惯打卡 · 感恩 · 感谢 · 学习时间 · 学习时长 · 用时 · 时间统计 · 作息""",
        "ja": """
習慣 · 感謝 · 学習時間 · 勉強時間 · 作業時間 · 合計時間 · 睡眠 · 体調""",
        "ko": """
습관 · 습관 트래커 · 감사 · 감사한 일 · 감사 일기 · 학습 시간 · 공부 시간 · 공부시간 · 시간""",
    },
}
