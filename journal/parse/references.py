"""Ids of debts named in a text, and which of them it says are paid."""

from __future__ import annotations

import re

from journal.parse.lazy import lazy
from journal.parse.normal import ALPHABET, ID

_SHORT = rf"td-[{ALPHABET}]{{4,8}}"
_PAYS = lazy(
    r"(?<!\w)(?:pays?|paid|closes?|closed|closing|settles?|settled|resolves?|resolved"
    r"|оплачива\w+|оплати\w+|оплачен\w*|закрыва\w+|закры[лтв]\w*|погаша\w+|погаси\w+"
    r"|paga|pagado|pago|cierra|cerrado|salda|saldado|fecha|fechado|quita|paie|paye|payé|ferme|fermé|solde|règle"
    r"|zahlt|bezahlt|schließt|begleicht|erledigt|maksaa|maksettu|sulkee|还清|關閉|关闭|解决|完済|解決|갚음|해결)"
    rf"(?:\s+(?:off|up|out))?[\s:：*_`\[(]*(?P<ids>{_SHORT}(?![\w-])(?:[\s,;&+*_`\])\[(]*(?:and|и|y|e|et|und|ja|和|と)?[\s*_`\[(]*{_SHORT}(?![\w-]))*)",
    re.I,
)
ID_BYTES = re.compile(ID.pattern.encode())
_EACH = lazy(rf"{_SHORT}(?![\w-])")


def pays(text: str) -> tuple[str, ...]:
    """The ids after "pays", "closes" and their like in other languages."""
    if "td-" not in text:
        return ()
    return tuple(i for m in _PAYS.finditer(text) for i in _EACH.findall(m["ids"]))
