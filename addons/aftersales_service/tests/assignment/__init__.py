from . import test_skills, test_ranking, test_bulk_planning, test_route
