from odoo.fields import Domain


def flag_domain(value, domain: Domain) -> Domain:
    """What a search of a flag finds: the records of ``domain``, the others, or both.

    For the ``search`` method of a boolean that is not stored:

    :param value: booleans the flag is compared with by ``in``
    :param domain: the records whose flag is True
    """
    wanted = Domain.FALSE
    if True in value:
        wanted |= domain
    if False in value:
        wanted |= ~domain
    return wanted
