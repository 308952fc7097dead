"""Who can log in to the demo database, and what to click first."""

FIRST_CLICK = {
    "en_US": "After-Sales ▸ Orders",
    "zh_CN": "售后服务 ▸ 工单",
}

#: Login (its password is the same) → role, in both languages.
USERS = (
    ("admin", "administrator", "管理员"),
    ("dispatcher", "dispatcher", "调度员"),
    ("technician", "technician", "维修工程师"),
    ("finance", "finance", "财务"),
)


def banner(url: str, lang: str, logins: set[str]) -> str:
    """Return what `./run serve` prints when the server answers.

    Only users that the database knows are named.
    """
    chinese = lang == "zh_CN"
    lines = ["", f"    {url}", ""]
    word = ("登录", "密码") if chinese else ("login", "password")
    for login, english, name in USERS:
        if login in logins:
            role = name if chinese else english
            lines.append(f"    {word[0]} {login} / {word[1]} {login}   ({role})")
    first, end = ("先点", "Ctrl-C 停止") if chinese else ("click first", "Ctrl-C stops")
    lines += ["", f"    {first}: {FIRST_CLICK[lang]}", f"    {end}", ""]
    return "\n".join(lines)
