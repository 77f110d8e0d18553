package hocket.examples.springchat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.jayway.jsonpath.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The official client in Node.js, as often as it is wanted. */
final class NodeClients implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src", "test", "js");

    private final Process node;
    private final Writer commands;
    private final List<NodeClient> clients = new CopyOnWriteArrayList<>();

    private NodeClients(Process node) {
        this.node = node;
        this.commands = node.outputWriter(UTF_8);
    }

    static NodeClients start() {
        ProcessBuilder script = new ProcessBuilder("node", "client.mjs")
                .directory(SCRIPTS.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            NodeClients started = new NodeClients(script.start());
            Thread listening = new Thread(started::listen, "client.mjs");
            listening.setDaemon(true);
            listening.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("node does not start: install Node.js 18 or newer", e);
        }
    }

    private void listen() {
        try (BufferedReader lines = node.inputReader(UTF_8)) {
            lines.lines().forEach(line -> {
                Map<String, Object> told = JsonPath.read(line, "$");
                clients.get((Integer) told.get("client")).hear((String) told.get("event"), (List<?>) told.get("args"));
            });
        } catch (IOException | UncheckedIOException e) {
            // the process has ended, and a test that waits says what for
        }
    }

    /**
     * A client that is about to connect.
     *
     * @param transport polling, websocket or upgrade
     */
    NodeClient connect(String url, String transport, Map<String, String> headers) {
        NodeClient client = new NodeClient(this, clients.size());
        clients.add(client);
        command("connect", clients.size() - 1, Map.of("url", url, "transport", transport, "headers", headers));
        return client;
    }

    void command(String name, int client, Map<String, ?> details) {
        Map<String, Object> command = new HashMap<>(details);
        command.put("command", name);
        command.put("client", client);
        try {
            commands.write(JsonPath.parse(command).jsonString() + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("client.mjs has ended", e);
        }
    }

    @Override
    public void close() throws IOException {
        commands.close(); // the script ends with its input
    }
}
