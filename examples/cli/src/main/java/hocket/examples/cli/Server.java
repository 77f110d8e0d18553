package hocket.examples.cli;

import hocket.client.ClientListener;
import hocket.client.ManagerOptions;
import hocket.client.SimpleClient;
import hocket.client.SocketOptions;
import hocket.client.TransportName;
import hocket.core.JsonCodec;
import hocket.core.PacketLimits;
import hocket.msgpack.MsgpackPacketParser;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which server, and how to talk to it: what all subcommands ask for. */
final class Server {
    /** Where packets travel. */
    enum Transport {
        polling,
        websocket,
        upgrade
    }

    /** How packets are written. */
    enum Format {
        json,
        msgpack
    }

    @Parameters(index = "0", paramLabel = "URL", description = "http://host:port/namespace?query")
    private String url;

    @Option(names = "--auth", paramLabel = "JSON", description = "What the server's middleware is shown, an object.")
    private @Nullable String auth;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME=VALUE",
            description = "A header field of every request; may be repeated.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--path", description = "The path the server answers at. Default: ${DEFAULT-VALUE}")
    private String path = "/socket.io";

    @Option(
            names = {"-t", "--transport"},
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}, which begins with polling.")
    private Transport transport = Transport.upgrade;

    @Option(names = "--parser", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format parser = Format.json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "For connecting and for acks. Default: ${DEFAULT-VALUE}")
    private double timeout = 10;

    Server() {}

    String url() {
        return url;
    }

    Duration timeout() {
        return Duration.ofMillis((long) (timeout * 1000));
    }

    /** A client that is connected. */
    SimpleClient connect(ClientListener listener) throws Exception {
        SocketOptions.Builder socket = SocketOptions.builder().ackTimeout(timeout());
        String shown = auth;
        if (shown != null) {
            Object credentials = Arguments.object(shown);
            socket.auth(() -> credentials);
        }
        return SimpleClient.connect(url, options -> apply(options.listener(listener)), socket.build(), timeout());
    }

    private void apply(ManagerOptions.Builder options) {
        options.path(path).extraHeaders(headers);
        switch (transport) {
            case polling -> options.transports(TransportName.POLLING);
            case websocket -> options.transports(TransportName.WEBSOCKET);
            case upgrade -> {}
        }
        if (parser == Format.msgpack) {
            options.parser(new MsgpackPacketParser(JsonCodec.load(), PacketLimits.DEFAULT));
        }
    }
}
