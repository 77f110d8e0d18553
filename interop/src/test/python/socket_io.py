"""What python-socketio does, and what it saw."""
import asyncio
import base64
import urllib.parse

import engineio.payload
import socketio

# By default the client breaks off when one poll brings more packets than 16.
engineio.payload.Payload.max_decode_packets = 10_000

TRANSPORTS = {"polling": ["polling"], "websocket": ["websocket"], "upgrade": None}


def plain(value):
    """Bytes as {"bytes": [...]}, so that a result shows which values are binary."""
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": list(value)}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return value


class Refused(Exception):
    """The server has not let the client into the namespace."""


class Socket:
    """One namespace of one client."""

    def __init__(self, client, namespace):
        self.client = client
        self.namespace = namespace
        self.connected = self._future()
        self.disconnected = self._future()
        self.on("connect", lambda: self._resolve("connected", None))
        self.on("connect_error", self._refuse)
        self.on("disconnect", lambda *args: self._resolve("disconnected", None))

    @staticmethod
    def _future():
        return asyncio.get_running_loop().create_future()

    def _resolve(self, name, value):
        if not getattr(self, name).done():
            getattr(self, name).set_result(value)

    def _refuse(self, *reason):
        if not self.connected.done():
            self.connected.set_exception(Refused(*reason))

    def awaits_reconnection(self):
        self.connected = self._future()

    @property
    def id(self):
        return self.client.get_sid(self.namespace)

    def on(self, event, handler):
        self.client.on(event, handler, namespace=self.namespace)

    def once(self, event):
        """A future of the arguments of the next event of that name."""
        future = self._future()
        self.on(event, lambda *args: future.done() or future.set_result(list(args)))
        return future

    def collect(self, event, count):
        """A future of the arguments of the next events of that name."""
        future = self._future()
        seen = []

        def handler(*args):
            seen.append(list(args))
            if len(seen) == count:
                future.set_result(seen)

        self.on(event, handler)
        return future

    async def emit(self, event, *values):
        await self.client.emit(event, values, namespace=self.namespace)

    async def ask(self, event, *values):
        """The first value of the answer, or a tuple of several."""
        return await self.client.call(event, values, namespace=self.namespace, timeout=10)

    async def echo(self, *values):
        answer = self.once("echo")
        await self.emit("echo", *values)
        return await answer


class Peer:
    """One scenario's connections: the arguments name the url, the transport and the serializer."""

    def __init__(self, args):
        self.url = args["url"]
        self.transport = args["transport"]
        self.serializer = args.get("serializer", "default")
        self.clients = []

    async def connect(self, namespace="/", auth=None, query="", headers=None, reconnection=False):
        sockets = await self.connect_all([namespace], auth, query, headers, reconnection)
        return sockets[0]

    async def connect_all(self, namespaces, auth=None, query="", headers=None, reconnection=False):
        """A socket in each of the namespaces, on one connection."""
        client = socketio.AsyncClient(
            serializer=self.serializer,
            reconnection=reconnection,
            reconnection_delay=0.02,
            reconnection_delay_max=0.2,
            randomization_factor=0,
            handle_sigint=False,
        )
        self.clients.append(client)
        sockets = [Socket(client, namespace) for namespace in namespaces]
        # Without `wait` the client does not hide why it was refused.
        await client.connect(
            self.url + query,
            auth=auth,
            headers=headers or {},
            transports=TRANSPORTS[self.transport],
            namespaces=namespaces,
            wait=False,
        )
        await asyncio.gather(*(socket.connected for socket in sockets))
        return sockets

    async def reason_of(self, socket_id):
        """Why the server says that the socket of this id is gone."""
        control = await self.connect("/control")
        return await control.ask("reasonOf", socket_id)

    async def close(self):
        for client in self.clients:
            client.reconnection = False
            if client.eio.state == "connected":
                await client.disconnect()
            if client.eio.http:
                await client.eio.http.close()


def noise(length):
    """The twin of `noise` in events.mjs."""
    state = (0x9E3779B9 ^ length) & 0xFFFFFFFF
    out = bytearray()
    for _ in range(length):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        out.append(state >> 24)
    return bytes(out)


def bytes_of(n):
    """The n-th of a burst; every seventh carries bytes."""
    return noise(n % 50 + 1) if n % 7 == 0 else None


def inspect(items):
    """What came of a burst, as far as it is right."""
    return {
        "count": len(items),
        "inOrder": all(item[0] == n for n, item in enumerate(items)),
        "bytesAreRight": all((item[1] if len(item) > 1 else None) == bytes_of(item[0]) for item in items),
    }


async def connects(peer, args):
    socket = await peer.connect()
    return {"transport": socket.client.transport(), "idDiffers": socket.id != socket.client.eio.sid}


async def handshake(peer, args):
    query = "?" + urllib.parse.urlencode({"token": "a b&c"})
    socket = await peer.connect(auth={"user": "Zoë", "roles": [1, 2]}, query=query, headers={"x-hocket": "yes"})
    return await socket.ask("handshake")


async def echoes(peer, args):
    socket = await peer.connect()
    return {"values": plain(await socket.echo(*args["values"]))}


async def binary(peer, args):
    data = noise(args["length"])
    back = await (await peer.connect()).echo(data)
    return {"length": len(back[0]), "same": back[0] == data}


async def nested_binary(peer, args):
    back = await (await peer.connect()).echo(
        {"name": "outer", "list": [1, b"\x01\x02", {"deep": b"\xff"}], "none": None}, b"\x00"
    )
    return {"back": plain(back)}


async def client_asks(peer, args):
    socket = await peer.connect()
    several = await socket.ask("ask", "bytes", b"\x01\x02\x03", {"inner": b"\x04"})
    return {"several": plain(several), "one": await socket.ask("ask", 1), "none": await socket.ask("ask")}


async def server_asks(peer, args):
    socket = await peer.connect()
    questions = []

    def answer(*values):
        questions.append(plain(values))
        return "yes", b"\x07\x08", 9

    socket.on("question", answer)
    answered = socket.once("answered")
    await socket.emit("askMe", "why", b"\x06")
    return {"answer": plain(await answered), "questions": questions}


async def answer_comes_too_late(peer, args):
    socket = await peer.connect()
    try:
        await socket.client.call("hold", (), timeout=0.05)
        late = "answered"
    except socketio.exceptions.TimeoutError:
        late = "timed out"
    return {"late": late, "held": await socket.ask("release"), "echoed": (await socket.echo("goes on"))[0]}


async def burst_to_server(peer, args):
    socket = await peer.connect()
    for n in range(args["count"]):
        data = bytes_of(n)
        await socket.emit("item", n, *([] if data is None else [data]))
    items = await socket.ask("items")
    return inspect([[n] if encoded is None else [n, base64.b64decode(encoded)] for n, encoded in items])


async def burst_to_client(peer, args):
    socket = await peer.connect()
    items = socket.collect("item", args["count"])
    await socket.emit("burst", args["count"])
    return inspect(await items)


async def namespaces(peer, args):
    main, admin = await peer.connect_all(["/", "/admin"])
    return {
        "inMain": await main.ask("where"),
        "inAdmin": await admin.ask("where"),
        "idsDiffer": main.id != admin.id,
    }


async def refusal(peer, namespace, auth=None):
    try:
        await peer.connect(namespace, auth)
        return None
    except Refused as e:
        return plain(e.args[0])


async def refusals(peer, args):
    admitted = await peer.connect("/guarded", {"token": "secret"})
    return {
        "withData": await refusal(peer, "/guarded", {"token": "wrong"}),
        "byFailure": await refusal(peer, "/guarded", {"token": "broken"}),
        "unknown": await refusal(peer, "/nowhere"),
        "user": await admitted.ask("user"),
    }


async def dynamic_namespaces(peer, args):
    names = [f"/dynamic-{args['name']}-{n}" for n in (1, 2)]
    sockets = [await peer.connect(name) for name in (names[0], names[0], names[1])]
    for socket in sockets:
        await socket.ask("join", "room")
    told = [socket.once("told") for socket in sockets]
    ends = [socket.once("end") for socket in sockets]
    await sockets[0].emit("tellRoom", "room", "to one")
    await sockets[0].emit("end")
    await sockets[2].emit("end")
    await asyncio.gather(*ends)
    return {
        "names": [await socket.ask("where") for socket in sockets],
        "params": [await socket.ask("param") for socket in sockets],
        "told": [future.result() if future.done() else None for future in told],
    }


async def rooms(peer, args):
    a, b, c = [await peer.connect() for _ in range(3)]
    told = {"a": [], "b": [], "c": []}
    for name, socket in zip("abc", (a, b, c)):
        socket.on("told", lambda *values, name=name: told[name].append(plain(values)))
    room = args["room"]
    await a.ask("join", room)
    await b.ask("join", room)
    for leaver in (None, b):
        if leaver:
            await leaver.ask("leave", room)
        ends = [socket.once("end") for socket in (a, b, c)]
        await a.emit("tellOthers", room, "from a", b"\x01\x02")
        await a.emit("tellRoom", room, "to the room")
        await a.emit("tellAllBut", room, "to the rest")
        await a.emit("end")
        await asyncio.gather(*ends)
    return told


async def room_answers(peer, args):
    a, b, silent = [await peer.connect() for _ in range(3)]
    for socket in (a, b):
        await socket.ask("join", args["room"])
    a.on("question", lambda *values: {"name": "a", "got": plain(values)})
    b.on("question", lambda *values: {"name": "b", "got": plain(values)})
    complete = await a.ask("askRoom", args["room"], 10_000, "why", b"\x01")
    complete["answers"].sort(key=lambda answer: answer["name"])

    async def hang(*values):
        await asyncio.get_running_loop().create_future()

    silent.on("question", hang)
    await silent.ask("join", args["room"])
    partial = await a.ask("askRoom", args["room"], 600)
    return {
        "complete": complete,
        "partial": {"complete": partial["complete"], "from": sorted(answer["name"] for answer in partial["answers"])},
    }


async def server_disconnects(peer, args):
    socket = await peer.connect()
    socket_id = socket.id
    await socket.emit("kick", args["close"])
    await socket.disconnected
    return {"serverReason": await peer.reason_of(socket_id), "connected": socket.client.connected}


async def client_disconnects(peer, args):
    socket = await peer.connect()
    socket_id = socket.id
    await socket.client.disconnect()
    await socket.disconnected
    return {"serverReason": await peer.reason_of(socket_id)}


async def comes_back(peer, args):
    socket = await peer.connect(reconnection=True)
    socket_id = socket.id
    socket.awaits_reconnection()
    await socket.emit("closeTransport")
    await socket.disconnected
    await socket.connected
    return {
        "serverReason": await peer.reason_of(socket_id),
        "sameId": socket.id == socket_id,
        "echoed": (await socket.echo("back"))[0],
    }


async def heartbeats(peer, args):
    socket = await peer.connect()
    pings = 0
    enough = asyncio.get_running_loop().create_future()
    receive = socket.client.eio._receive_packet

    async def count(packet):
        nonlocal pings
        pings += packet.packet_type == 2
        if pings == args["count"] and not enough.done():
            enough.set_result(None)
        await receive(packet)

    socket.client.eio._receive_packet = count
    await enough
    return {"echoed": (await socket.echo("alive"))[0]}


SCENARIOS = {
    scenario.__name__: scenario
    for scenario in (
        connects,
        handshake,
        echoes,
        binary,
        nested_binary,
        client_asks,
        server_asks,
        answer_comes_too_late,
        burst_to_server,
        burst_to_client,
        namespaces,
        refusals,
        dynamic_namespaces,
        rooms,
        room_answers,
        server_disconnects,
        client_disconnects,
        comes_back,
        heartbeats,
    )
}
