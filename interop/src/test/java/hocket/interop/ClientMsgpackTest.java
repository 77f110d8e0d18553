package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.ConnectErrorException;
import hocket.client.Socket;
import hocket.core.Args;
import hocket.core.JsonCodec;
import hocket.core.PacketLimits;
import hocket.msgpack.MsgpackPacketParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our client with the msgpack parser, against servers with theirs. */
class ClientMsgpackTest {
    @RegisterExtension
    static final Clients CLIENTS = new Clients(Settings.defaults().withMsgpack().withRecovery());

    private static Peer peer(Link link) {
        return CLIENTS.peer(
                link, options -> options.parser(new MsgpackPacketParser(JsonCodec.load(), PacketLimits.DEFAULT)));
    }

    @EachCurrentLink
    void valuesAndBytesComeBackAsTheyWereSent(Link link) throws Exception {
        Map<String, Object> nested = new HashMap<>();
        nested.put("none", null);
        nested.put("list", List.of(1, Noise.of(3), Map.of("é", "😀")));
        List<Object> values = new ArrayList<>(
                Arrays.asList("", "é 😀 \u2028", 1, -1, 2.5, 1L << 40, true, null, nested, Noise.of(100_000)));

        Args back = Peer.echo(peer(link).connect(), values.toArray());

        List<Object> came = new ArrayList<>(back.toList().subList(0, values.size())); // an offset may follow
        assertThat(came).usingRecursiveComparison().isEqualTo(values);
    }

    @EachCurrentLink
    void bothSidesAnswerWithBytes(Link link) throws Exception {
        Socket socket = peer(link).connect();
        socket.on("question", (args, ack) -> ack.send("yes", Noise.of(2), 9));
        Received answered = Received.by(socket, "answered");

        socket.emit("askMe", "why");

        assertThat(answered.next().toList().subList(0, 3).toArray()).isEqualTo(new Object[] {"yes", Noise.of(2), 9});
        assertThat(Peer.answer(socket, "ask", "a", Noise.of(3)).toList().toArray())
                .isEqualTo(new Object[] {"a", Noise.of(3)});
    }

    @EachCurrentLink
    void namespacesAreJoinedAndRefusedWithData(Link link) throws Exception {
        Peer peer = peer(link);
        assertThat(Peer.ask(peer.connect("/admin"), "where")).isEqualTo("/admin");

        Throwable refused = Waits.failure(peer.socket("/guarded").connect());

        assertThat(refused).isInstanceOf(ConnectErrorException.class).hasMessage("not allowed: é 😀");
        assertThat(((ConnectErrorException) refused).data().tree(0))
                .isEqualTo(Map.of("code", 17, "missing", List.of("token", "rôle")));
    }

    @EachCurrentLink
    void burstsArriveCompleteAndInOrder(Link link) throws Exception {
        Socket socket = peer(link).connect();
        Received items = Received.by(socket, "item");
        socket.emit("burst", 500);
        assertThat(items.numbers(500)).isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    @EachCurrentLink
    void aSessionIsRecovered(Link link) throws Exception {
        String room = "msgpack " + link;
        Socket other = peer(link).connect();
        Peer peer = peer(link);
        Socket socket = peer.connect();
        Received told = Received.by(socket, "told");
        Peer.answer(socket, "join", room);
        Peer.echo(socket, "an event");

        socket.emit("closeTransport");
        peer.nextLoss();
        other.emit("tellRoom", room, 1, Noise.of(5));

        Args missed = told.next();
        assertThat(missed.tree(1)).isEqualTo(Noise.of(5));
        Waits.until("it is connected", socket::isConnected);
        assertThat(socket.isRecovered()).isTrue();
    }
}
