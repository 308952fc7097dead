"""Words of a plan's rule."""

from ...tools import recurrence

UNITS = [
    (recurrence.DAY, "Day(s)"),
    (recurrence.WEEK, "Week(s)"),
    (recurrence.MONTH, "Month(s)"),
    (recurrence.YEAR, "Year(s)"),
]
WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]
MONTHS = [
    ("1", "January"),
    ("2", "February"),
    ("3", "March"),
    ("4", "April"),
    ("5", "May"),
    ("6", "June"),
    ("7", "July"),
    ("8", "August"),
    ("9", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]
