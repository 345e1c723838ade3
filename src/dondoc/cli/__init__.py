"""Command line (dòng lệnh): what an administrator types on the server, `dondoc VIỆC …`.

Knows: arguments, files on the disk, the terminal, the clock; how a refusal is told there. Does not know: how
anything is decided; each command makes one call into a room.
"""
