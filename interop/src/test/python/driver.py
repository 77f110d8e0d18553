"""Runs scenarios on command, as driver.mjs does.

In: {"id", "run", "args"} starts one. Out: {"id", "result"} or {"id", "failure"}.
"""
import asyncio
import importlib
import json
import sys
import traceback


def say(line):
    print(json.dumps(line), flush=True)


async def start(module, command):
    number = command["id"]
    peer = module.Peer(command["args"])
    try:
        scenario = module.SCENARIOS[command["run"]]
        say({"id": number, "result": await scenario(peer, command["args"]) or {}})
    except Exception:
        say({"id": number, "failure": traceback.format_exc()})
    finally:
        await peer.close()


async def main(module):
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader(limit=1 << 24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    tasks = set()
    while line := await lines.readline():
        task = asyncio.create_task(start(module, json.loads(line)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


asyncio.run(main(importlib.import_module(sys.argv[1])))
