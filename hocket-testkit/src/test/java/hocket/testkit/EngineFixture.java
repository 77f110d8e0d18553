package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.CloseReason;
import hocket.engine.ConnectionError;
import hocket.engine.EngineListener;
import hocket.engine.EngineMessage;
import hocket.engine.EngineOptions;
import hocket.engine.EngineServer;
import hocket.engine.EngineSocket;
import hocket.engine.EngineSocketListener;
import hocket.engine.Handlers;
import hocket.engine.OutboundLimit;
import hocket.engine.UpgradeFailure;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An engine on a memory host, with the intervals of the protocol suites, that writes down what happens. */
final class EngineFixture {
    static final Duration PING_INTERVAL = Duration.ofMillis(300);
    static final Duration PING_TIMEOUT = Duration.ofMillis(200);

    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    final List<String> events = new ArrayList<>();
    final List<ConnectionError> errors = new ArrayList<>();
    final List<EngineSocket> sockets = new ArrayList<>();
    final EngineServer engine;
    final MemoryHost host;
    boolean echo;

    EngineFixture() {
        this(options -> {});
    }

    EngineFixture(Consumer<EngineOptions.Builder> settings) {
        EngineOptions.Builder options = EngineOptions.builder()
                .pingInterval(PING_INTERVAL)
                .pingTimeout(PING_TIMEOUT)
                .handlers(Handlers.inline());
        settings.accept(options);
        engine = EngineServer.create(options.build(), new Recorder());
        host = new MemoryHost(engine);
    }

    EngineSocket socket() {
        return sockets.get(sockets.size() - 1);
    }

    static String url(String query) {
        return "/engine.io/?EIO=4&" + query;
    }

    /** Opens a polling session and answers with the URL of its further requests. */
    String openPolling() {
        MemoryExchange handshake = host.get(url("transport=polling"));
        assertThat(handshake.status()).isEqualTo(200);
        return url("transport=polling&sid=" + sid(handshake.text()));
    }

    MemoryWebSocket openWebSocket() {
        MemoryWebSocket webSocket = host.webSocket(url("transport=websocket"));
        assertThat(webSocket.receiveText()).startsWith("0{");
        return webSocket;
    }

    MemoryWebSocket offerUpgrade(String pollingUrl) {
        return host.webSocket(pollingUrl.replace("transport=polling", "transport=websocket"));
    }

    static String sid(String handshake) {
        Matcher matcher = SID.matcher(handshake);
        assertThat(matcher.find()).as("a sid in " + handshake).isTrue();
        return matcher.group(1);
    }

    private final class Recorder implements EngineListener {
        @Override
        public EngineSocketListener onConnection(EngineSocket socket) {
            sockets.add(socket);
            return new EngineSocketListener() {
                @Override
                public void onMessage(EngineMessage message) {
                    events.add((message.isBinary() ? "binary " : "message ") + message.text());
                    if (echo) {
                        socket.send(message);
                    }
                }

                @Override
                public void onUpgrading() {
                    events.add("upgrading");
                }

                @Override
                public void onUpgrade() {
                    events.add("upgrade");
                }

                @Override
                public void onUpgradeFailed(UpgradeFailure failure) {
                    events.add("no upgrade: " + failure);
                }

                @Override
                public void onOutboundLimit(OutboundLimit exceeded) {
                    events.add("exceeded " + exceeded);
                }

                @Override
                public void onDrain() {
                    events.add("drain");
                }

                @Override
                public void onHeartbeat() {
                    events.add("heartbeat");
                }

                @Override
                public void onClose(CloseReason reason, String description) {
                    events.add("close " + reason + (description.isEmpty() ? "" : ": " + description));
                }
            };
        }

        @Override
        public void onConnectionError(ConnectionError error) {
            errors.add(error);
        }

        @Override
        public void onUnavailable(HttpRequest request) {
            events.add("unavailable " + request.path());
        }

        @Override
        public void onInitialHeaders(HttpHeaders headers, HttpRequest request) {
            headers.add("X-Initial", "yes");
        }

        @Override
        public void onHeaders(HttpHeaders headers, HttpRequest request) {
            headers.add("X-Every", "yes");
        }
    }
}
