"""Who can log in to the demo database, and what to click first."""

FIRST_CLICK = {
    "en_US": "After-Sales ▸ Orders",
    "zh_CN": "售后服务 ▸ 工单",
}

#: Login (its password is the same) → role, in both languages.
USERS = (
    ("admin", "administrator", "管理员"),
    ("dispatcher", "dispatcher: takes calls, sends visits", "调度员：接报修、派工"),
    ("technician", "technician with visits today", "服务工程师：今日有上门"),
    ("outlet", "outlet manager, Jinan", "网点负责人：济南分店"),
    ("storekeeper", "storekeeper", "仓管员"),
    ("finance", "finance supervisor: invoices, settles", "财务主管：开票、结算"),
    ("manager", "service manager: goodwill, outlets", "服务经理：优惠审批、网点"),
    ("general", "general manager: told last of a broken promise", "总经理"),
    ("inspector", "inspector: spot checks", "督查员：抽查"),
    ("customer", "customer, in the portal", "客户：门户网站"),
    ("partner", "outsourced outlet, in the portal", "外包网点：门户网站"),
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
