"""Inline markers in ten languages, as plain tables: kind to words."""

from __future__ import annotations

LABELS = {  # before a colon, at the head of a sentence: "TODO: …"
    "td": """
td · тд · tech debt · techdebt · tech-debt · technical debt · техдолг · тех долг
технический долг · q · question · вопрос · вопросик · deuda técnica · duda · pregunta
dívida técnica · dúvida · pergunta · dette technique · technische schuld · frage
tekninen velka · kysymys · 疑问 · 问题 · 技术债 · 疑問 · 質問 · 技術的負債 · 질문 · 궁금한 점
기술 부채""",
    "task": """
todo · to-do · to do · tofix · fixme · to fix · сделать · задача · tarea · por hacer · tarefa
a fazer · à faire · aufgabe · zu tun · tehtävä · 待办 · 任务 · タスク · やること · 할 일""",
    "idea": """
idea · идея · ideia · idée · idee · einfall · 想法 · 点子 · アイデア · アイディア · 아이디어""",
}

BARE = {  # alone, in bold or after a dash: "— **TD**"; as a tag: #td
    "td": """
td · тд · techdebt · tech-debt · technical-debt · техдолг""",
    "task": """
todo · tofix · fixme""",
    "idea": """
idea · идея · ideia · idée · idee""",
}

LISTS = {  # put into by name: "one for the tech-debt: read the scheduler"
    "td": """
tech debt · tech-debt · techdebt · technical debt · technical-debt · техдолг · тех долг
технический долг · td · тд · deuda técnica · dívida técnica · dette technique
technische schulden · tekninen velka""",
}
