"""One run of a program under limits, with what it cost; and a watch over a file that nobody may open."""

import ctypes
import os
import pathlib
import signal
import struct
import subprocess
import tempfile
import threading
from dataclasses import dataclass

# Against a run that would take the machine with it; what is promised is measured, and is far below.
ADDRESS_BYTES_MAX = 2 << 30
PROCESSOR_SECONDS_MAX = 20
WALL_SECONDS_MAX = 120
BLOCK_BYTES, LINE_BYTES_KEPT = 1 << 20, 300


@dataclass
class Outcome:
    code: int  # The exit code; negative: the signal.
    seconds: float  # Of the processor: another program beside it costs nothing.
    mebibytes: float  # Resident at the most.
    out: "Output"
    err: "Output"

    @property
    def message(self):
        return (self.err.begin or self.out.begin).decode("utf-8", "replace").strip()


class Output:
    """What a run wrote: how each line begins, and whether the canary is in it. Outputs of a hundred megabytes are not kept: what
    this program holds counts as the memory of what it starts."""

    CANARY = (b"/canary-4711.txt", b"what-stands-in-the-canary")

    def __init__(self, file):
        self.lines, self.names_canary = [], False
        file.seek(0)
        begin, before = b"", b""
        while block := file.read(BLOCK_BYTES):
            self.names_canary |= any(word in before[-64:] + block for word in self.CANARY)
            pieces = block.split(b"\n")
            begin += pieces[0][:LINE_BYTES_KEPT]
            for piece in pieces[1:]:
                self.lines.append(begin[:LINE_BYTES_KEPT])
                begin = piece[:LINE_BYTES_KEPT]
            before = block
        if begin:
            self.lines.append(begin[:LINE_BYTES_KEPT])

    @property
    def begin(self):
        return self.lines[0] if self.lines else b""


def run(command, stdin=os.devnull):
    limits = ["prlimit", f"--as={ADDRESS_BYTES_MAX}", f"--cpu={PROCESSOR_SECONDS_MAX}", "--core=0", "--"]
    with open(stdin, "rb") as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(limits + command, stdin=given, stdout=out, stderr=err)
        # One that waits for ever uses no processor.
        stop = threading.Timer(WALL_SECONDS_MAX, process.send_signal, (signal.SIGKILL,))
        stop.start()
        _, status, usage = os.wait4(process.pid, 0)
        stop.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        return Outcome(process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, Output(out), Output(err))


class Watch:
    """Tells whether a file was opened, by anybody (inotify). It is asked whether it can tell before it is trusted."""

    IN_OPEN = 0x20

    def __init__(self, path):
        libc = ctypes.CDLL(None, use_errno=True)
        self.queue = libc.inotify_init1(os.O_NONBLOCK)
        if self.queue < 0 or libc.inotify_add_watch(self.queue, os.fsencode(path), self.IN_OPEN) < 0:
            raise OSError("the canary cannot be watched")
        pathlib.Path(path).read_bytes()
        if not self.was_opened():
            raise OSError("the watch does not see that the canary is read")

    def was_opened(self):
        try:
            return len(os.read(self.queue, 65536)) >= struct.calcsize("iIII")
        except BlockingIOError:
            return False
