"""What a stranger may see: enough to compare, not to copy."""

HIDDEN = "••••"


def mask_serial(serial: str | None) -> str:
    """Ends of a serial number; a quarter of it at each end, two characters at most.

    >>> mask_serial("SN000001"), mask_serial("AB12"), mask_serial("7")
    ('SN••••01', 'A••••2', '••••')
    >>> mask_serial(None)
    ''
    """
    if not serial:
        return ""
    shown = min(2, len(serial) // 4)
    return serial[:shown] + HIDDEN + serial[len(serial) - shown :]


def mask_phone(number: str | None) -> str:
    """First three and last two digits of a number long enough to hide the rest.

    >>> mask_phone("138 1234 5678"), mask_phone("12345"), mask_phone("")
    ('138••••78', '••••', '')
    """
    if not number:
        return ""
    digits = [char for char in number if char.isdigit()]
    if len(digits) < 8:
        return HIDDEN
    return "".join(digits[:3]) + HIDDEN + "".join(digits[-2:])


def mask_email(address: str | None) -> str:
    """First letter of the name; the provider stays.

    >>> mask_email("li.wei@example.com"), mask_email("nobody"), mask_email(None)
    ('l••••@example.com', '••••', '')
    """
    if not address:
        return ""
    name, at, provider = address.partition("@")
    return name[:1] + HIDDEN + at + provider if at and name else HIDDEN


def mask_text(text: str | None) -> str:
    """A street, a note: that there is one, nothing more.

    >>> mask_text("Jiefang Road 88"), mask_text("")
    ('••••', '')
    """
    return HIDDEN if text else ""
