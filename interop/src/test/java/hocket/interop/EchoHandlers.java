package hocket.interop;

import hocket.engine.CloseReason;
import hocket.engine.EngineMessage;
import hocket.engine.EngineOptions;
import hocket.engine.EngineServer;
import hocket.engine.EngineSocket;
import hocket.engine.EngineSocketListener;
import hocket.engine.Handlers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The server's side of the scenarios of {@code engine-io.mjs}: an echo that can be asked for more. */
final class EchoHandlers {
    private final Settings settings;
    private final Reasons reasons = new Reasons();

    EchoHandlers(Settings settings) {
        this.settings = settings;
    }

    HocketServer.Listening listen(int port) throws IOException {
        EngineOptions.Builder options = EngineOptions.builder();
        ScenarioHandlers.apply(settings, options);
        SeenRequests seen = new SeenRequests();
        if (settings.observed) {
            seen.install(options.handlers(Handlers.inline()));
        }
        EngineServer engine = EngineServer.create(options.build(), Session::new);
        seen.watch(engine);
        return HostKind.usual().listen(engine, port);
    }

    private final class Session implements EngineSocketListener {
        private final EngineSocket socket;

        Session(EngineSocket socket) {
            this.socket = socket;
        }

        @Override
        public void onMessage(EngineMessage message) {
            List<String> words =
                    message.isBinary() ? List.of() : List.of(message.text().split(":", 3));
            if (words.size() < 2 || !words.get(0).equals("do")) {
                socket.send(message);
                return;
            }
            switch (words.get(1)) {
                case "close" -> socket.close();
                case "burst" -> burst(Integer.parseInt(words.get(2)));
                default -> reasons.onceTold(words.get(2), socket::send);
            }
        }

        private void burst(int count) {
            for (int n = 0; n < count; n++) {
                String text = Integer.toString(n);
                if (n % 7 == 0) {
                    socket.send(text.getBytes(StandardCharsets.US_ASCII));
                } else {
                    socket.send(text);
                }
            }
        }

        @Override
        public void onClose(CloseReason reason, String description) {
            reasons.tell(socket.id(), reason.wire());
        }
    }
}
