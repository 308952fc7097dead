from . import stock_picking
from . import stock_picking_marks
from . import stock_picking_release
from . import stock_move
from . import stock_move_line
