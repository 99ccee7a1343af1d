"""Names of months in ten languages, whole, short and inflected."""

from __future__ import annotations

_NAMES = """
january jan januar januari janeiro enero ene janvier janv январь января янв tammikuu tammikuuta
tammi jänner

february feb februar fevereiro fev febrero février fevrier févr fév февраль февраля фев helmikuu
helmikuuta helmi

march mar märz maerz mär março marco marzo mars март марта мар maaliskuu maaliskuuta maalis

april apr abril abr avril avr апрель апреля апр huhtikuu huhtikuuta huhti

may mai maio mayo май мая toukokuu toukokuuta touko

june jun juni junho junio juin июнь июня июн kesäkuu kesäkuuta kesä

july jul juli julho julio juillet juil июль июля июл heinäkuu heinäkuuta heinä

august aug agosto ago août aout август августа авг elokuu elokuuta elo

september sep sept setembro set septiembre septembre сентябрь сентября сен сент syyskuu
syyskuuta syys

october oct oktober okt outubro out octubre octobre октябрь октября окт lokakuu lokakuuta loka

november nov novembro noviembre novembre ноябрь ноября ноя нояб marraskuu marraskuuta marras

december dec dezember dez dezembro diciembre dic décembre decembre déc декабрь декабря дек
joulukuu joulukuuta joulu
"""

MONTHS = {
    name: number
    for number, row in enumerate(_NAMES.strip().split("\n\n"), 1)
    for name in row.split()
}
