from . import (
    aftersales_dispatch,
    aftersales_dispatch_visit,
    aftersales_dispatch_booking,
)
from . import aftersales_board, aftersales_board_cards, aftersales_board_moves
from . import aftersales_equipment_receipt
from . import hr_employee
