"""What a stranger may see of a serial number: enough to compare, not to copy."""

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
