from . import test_board, test_board_tour, test_board_unit
