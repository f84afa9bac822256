"""How large a file may be: far above any directory, far below what would stop the house."""

MEGABYTE = 1_000_000
LARGEST_CSV = 200 * MEGABYTE
LARGEST_XLSX = 50 * MEGABYTE
LARGEST_JSON = 100 * MEGABYTE
LARGEST_UNPACKED = 1_500 * MEGABYTE  # all sheets of a workbook; they are streamed
LARGEST_PART = 64 * MEGABYTE  # the other parts of a workbook, which are held in memory, all together
LARGEST_RATIO = 200  # times larger unpacked; a workbook of ours is about 20 times
MOST_PARTS = 500
MOST_ROWS = 500_000
MOST_COLUMNS = 500
MOST_CHARACTERS = 32_767  # what a cell of Excel holds
LONGEST_ROW = 4 * MEGABYTE  # characters
