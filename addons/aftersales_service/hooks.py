PRODUCT_KINDS = (
    *("labour", "travel", "outlet_labour", "outlet_travel"),
    *("outlet_parts", "outlet_bonus", "outlet_deduction"),
)


def post_init_hook(env):
    """Companies that were there before the addon get what new ones are founded with."""
    companies = env["res.company"].search([])
    companies._create_aftersales_warranty_location()
    companies._create_aftersales_loan_location()
    for company in companies:
        for kind in PRODUCT_KINDS:
            field = f"aftersales_{kind}_product_id"
            if not company[field]:
                company[field] = company._default_aftersales_product(kind)
