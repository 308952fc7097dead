from . import aftersales_board, aftersales_board_cards, aftersales_board_moves
