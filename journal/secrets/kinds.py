"""The table of what counts as a secret, and what tells a real one from a manual's placeholder."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of secret: the pattern's first group, or all that it matches.

    It is tried only where one of the literals (lower case) occurs, and up to `back` characters
    before.
    """

    name: str
    literals: tuple[str, ...]
    pattern: re.Pattern[str]
    check: Callable[[str], bool]
    back: int


def _shannon(value: str) -> float:
    n = len(value)
    return -sum(c / n * math.log2(c / n) for c in Counter(value).values())


_FILLER = re.compile(r"x{6,}|X{6,}|EXAMPLE|\.\.\.|\*{3}|•|0{12,}|1234567890abcdef|[<>{}$]")
_WORDS = re.compile(
    r"(?i)your|example|placeholder|change.?me|dummy|redacted|insert|sample|fake|environ|password"
)
_COMMON = (
    "pass passwd password pwd secret token user username postgres root admin guest test mysql "
    "redis x-oauth-basic"
)
_NO_PASSWORD = frozenset(_COMMON.split())


def _real(value: str) -> bool:
    """Not a placeholder that a manual prints."""
    return not _FILLER.search(value) and len(set(value)) >= 8


def _random(value: str) -> bool:
    """What nobody types as words: letters and digits well mixed."""
    mixed = bool(re.search(r"[a-zA-Z]", value)) and len(re.findall(r"\d", value)) >= 2
    return mixed and _real(value) and not _WORDS.search(value) and _shannon(value) >= 3.2


def _password(value: str) -> bool:
    plain = value.lower() in _NO_PASSWORD or bool(_WORDS.search(value))
    return not plain and not _FILLER.search(value) and len(set(value)) >= 4


def _kind(
    name: str,
    literals: str,
    pattern: str,
    check: Callable[[str], bool] = _real,
    back: int = 0,
) -> Kind:
    return Kind(name, tuple(literals.split()), re.compile(pattern), check, back)


_PEM = (
    r"-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?=[\s\S]{0,300}?[A-Za-z0-9+/]{32})"
    r"(?:[^-]|-(?!---)){40,8000}(?:-----END [A-Z ]{0,30}KEY(?: BLOCK)?-----)?"
)
_KEY_OF = "|".join(f"(?<={w})|(?<={w}[_-])" for w in ("api", "access", "auth", "private", "secret"))
_ASSIGNED = (
    rf"(?i:(?:{_KEY_OF})key|secret(?:[_-]?(?:key|token))?|(?<![a-z])token|(?<=_)token"
    r"|passw(?:or)?d|passphrase|_pwd|credential)(?![a-zA-Z])(?:[_-][\w-]{1,20})?\\?[\"']?\]?"
)
_WORDS_OF_KEYS = "key secret token passwd password passphrase _pwd credential"
KINDS: tuple[Kind, ...] = (
    _kind("a Google service account key", "private_key", rf'private_key\\?":\s*\\?"({_PEM})'),
    _kind("a private key", "-----begin", _PEM),
    _kind("an age secret key", "age-secret-key-", r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    _kind("an AWS access key", "akia asia abia acca", r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b"),
    _kind(
        "an AWS secret key",
        "aws",
        r"(?i)aws[\w .-]{0,20}?secret[\w .-]{0,20}[\s:=\"'\\]{1,8}([A-Za-z0-9/+]{40})(?![\w/+=])",
    ),
    _kind("a GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"(?<!\w)gh[pousr]_[A-Za-z0-9]{36,255}"),
    _kind("a GitHub token", "github_pat_", r"github_pat_\w{60,255}"),
    _kind(
        "a GitLab token", "glpat- gldt- glrt- glptt-", r"(?<!\w)gl(?:pat|dt|rt|ptt)-[\w-]{20,64}"
    ),
    _kind("a Slack token", "xox xapp-", r"(?<!\w)(?:xox[abeoprs]|xapp)-[\w-]{20,250}"),
    _kind(
        "a Slack webhook",
        "hooks.slack.com",
        r"hooks\.slack\.com/(?:services|workflows|triggers)/(\w+/\w+/[\w/]{16,})",
    ),
    _kind(
        "a Discord webhook",
        "/api/webhooks/",
        r"discord(?:app)?\.com/api/webhooks/(\d+/[\w-]{40,})",
        back=14,
    ),
    _kind(
        "a Teams webhook",
        "webhook.office",
        r"webhook\.office(?:365)?\.com/webhookb2/([\w@/-]{60,})",
    ),
    _kind("an Anthropic API key", "sk-ant-", r"sk-ant-[\w-]{40,}"),
    _kind(
        "an OpenAI API key",
        "sk-proj- sk-svcacct- sk-admin- sk-none-",
        r"(?<![\w-])sk-(?:proj|svcacct|admin|None)-[\w-]{40,}",
    ),
    _kind("an OpenRouter API key", "sk-or-", r"sk-or-v1-[0-9a-f]{48,}"),
    _kind("an API key", "sk-", r"(?<![\w-])sk-[A-Za-z0-9]{32,}(?![\w-])", _random),
    _kind(
        "a Hugging Face token", "hf_ api_org_", r"(?<!\w)(?:hf|api_org)_[A-Za-z0-9]{30,40}(?!\w)"
    ),
    _kind(
        "a W&B API key",
        "wandb",
        r"(?i)wandb[^\n]{0,80}?(?:key|login|password)[^\n]{0,60}?(?<![0-9a-z])([0-9a-f]{40})(?!\w)",
    ),
    _kind("a W&B API key", "wandb", r"wandb\.ai\s[\s\S]{0,80}?password\s+([0-9a-f]{40})(?!\w)"),
    _kind("a W&B API key", "wandb_v1_", r"wandb_v1_\w{40,}"),
    _kind(
        "a Kaggle key",
        "kaggle",
        r"(?i)kaggle[^\n]{0,60}?(?:key|token)[^\n]{0,20}?(?<![0-9a-z])([0-9a-f]{32})(?!\w)",
    ),
    _kind(
        "a Kaggle key",
        "username",
        r'\\?"username\\?"\s*:\s*\\?"[^"\n]{1,60}"\s*,\s*\\?"key\\?"\s*:\s*\\?"([0-9a-f]{32})\\?"',
        back=2,
    ),
    _kind("a Kaggle key", "kgat_", r"KGAT_[0-9a-f]{32}"),
    _kind("a Google API key", "aiza", r"(?<!\w)AIza[\w-]{35}(?![\w-])"),
    _kind("a Google OAuth secret", "gocspx-", r"GOCSPX-[\w-]{28}"),
    _kind("a Google OAuth token", "ya29.", r"ya29\.[\w-]{30,}"),
    _kind("a Google OAuth token", "1//0", r"(?<![\w/:])1//0[\w-]{40,}"),
    _kind("an Azure storage key", "accountkey", r"(?i)AccountKey=([A-Za-z0-9+/]{86}==)"),
    _kind("an Azure signature", "sig=", r"[?&]sig=([A-Za-z0-9%+/]{40,}(?:%3D|=))", back=1),
    _kind(
        "an Azure client secret",
        "8q~",
        r"(?<![\w~.-])[\w~.-]{3}8Q~[\w~.-]{31,34}(?![\w~.-])",
        back=3,
    ),
    _kind(
        "an Azure key",
        "azure",
        r"(?i)azure[\w .-]{0,30}key[\"'\]\s:=\\]{1,8}([0-9a-f]{32}|[A-Za-z0-9]{84})(?!\w)",
    ),
    _kind(
        "a Stripe key", "sk_live_ rk_live_ whsec_", r"(?<!\w)(?:[sr]k_live|whsec)_[A-Za-z0-9]{20,}"
    ),
    _kind("an npm token", "npm_", r"(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)"),
    _kind("a PyPI token", "pypi-agei", r"pypi-AgEI[\w-]{50,}"),
    _kind("a Twilio key", "sk", r"(?<!\w)SK[0-9a-f]{32}(?!\w)"),
    _kind("a SendGrid key", "sg.", r"(?<!\w)SG\.[\w-]{20,24}\.[\w-]{40,46}(?![\w-])"),
    _kind("a Mailgun key", "key-", r"(?<![\w-])key-[0-9a-f]{32}(?!\w)"),
    _kind("a Telegram bot token", ":aa", r"(?<!\d)\d{8,10}:AA[\w-]{33}(?![\w-])", back=10),
    _kind("a DigitalOcean token", "_v1_", r"do[opr]_v1_[0-9a-f]{64}", back=3),
    _kind("a Databricks token", "dapi", r"(?<!\w)dapi[0-9a-f]{32}(?:-\d)?(?!\w)"),
    _kind("a Groq API key", "gsk_", r"(?<!\w)gsk_[A-Za-z0-9]{40,}"),
    _kind("a Replicate token", "r8_", r"(?<!\w)r8_[A-Za-z0-9]{37}(?!\w)"),
    _kind("a Perplexity API key", "pplx-", r"(?<!\w)pplx-[A-Za-z0-9]{40,}"),
    _kind("an xAI API key", "xai-", r"(?<!\w)xai-[A-Za-z0-9]{60,}"),
    _kind("a Notion token", "ntn_ secret_", r"(?<!\w)(?:ntn_|secret_)[A-Za-z0-9]{43,46}(?!\w)"),
    _kind("a Docker token", "dckr_pat_", r"dckr_(?:pat|oat)_[\w-]{27,}"),
    _kind("a Vault token", "hvs. hvb.", r"(?<!\w)hv[sb]\.[\w-]{24,}", _random),
    _kind("a LangSmith key", "lsv2_", r"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
    _kind("a Pinecone key", "pcsk_", r"pcsk_\w{40,}"),
    _kind("a Grafana token", "glsa_ glc_", r"(?<!\w)(?:glsa|glc)_[\w+/=]{32,}"),
    _kind("a Linear key", "lin_api_", r"lin_api_[A-Za-z0-9]{40}"),
    _kind("a Shopify token", "shpat_ shpca_ shppa_ shpss_", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    _kind("a Supabase token", "sbp_", r"(?<!\w)sbp_[0-9a-f]{40}"),
    _kind("an Atlassian token", "atatt3", r"ATATT3[\w=-]{60,}"),
    _kind("a JSON web token", "eyj", r"(?<![\w.-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{16,}"),
    _kind(
        "a password in a URL",
        "://",
        r"(?<![\w+.-])[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\s:/@\"'<>]{0,80}:([^\s@/\"'<>]{4,200})@[\w\[]",
        _password,
        back=21,
    ),
    _kind(
        "a token in a header",
        "authorization",
        r"(?i)authorization\W{1,8}(?:bearer|token|basic)\s+([\w.+/=~-]{20,})",
        _random,
    ),
    _kind(
        "what looks like a secret",
        _WORDS_OF_KEYS,
        _ASSIGNED
        + r"\s{0,4}(?::|=>?|:=)\s{0,4}(?:[rbf]?\\?[\"'])([^\s\"'\\,;<>(){}]{12,200})\\?[\"']",
        _random,
    ),
    _kind(
        "what looks like a secret",
        _WORDS_OF_KEYS,
        _ASSIGNED + r"\s{0,4}(?::|=)\s{0,4}([A-Za-z0-9_+/=.~-]{20,200})(?![\w(\[.+/=~-])",
        _random,
    ),
)
