package hocket.interop;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import hocket.interop.Connection.Client;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs scenarios of {@code src/test/js} and {@code src/test/python} against one server: a process for each client, started
 * when it is first needed, all gone after the last test of the class.
 */
final class Scenarios implements BeforeAllCallback, AfterAllCallback {
    private static final int LIMIT_SECONDS = 20;

    /** How a server is started. */
    private interface Start {
        TestServer with(Settings settings) throws IOException;
    }

    private final Start start;
    private final Settings settings;
    private final Map<Client, Driver> drivers = new EnumMap<>(Client.class);
    private TestServer server;

    private Scenarios(Start start, Settings settings) {
        this.start = start;
        this.settings = settings;
    }

    static Scenarios socketIo(Settings settings) {
        return new Scenarios(TestServer::socketIo, settings);
    }

    static Scenarios engineIo(Settings settings) {
        return new Scenarios(TestServer::engine, settings);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        server = start.with(settings);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        drivers.values().forEach(driver -> driver.script.close());
        server.close();
    }

    TestServer server() {
        return server;
    }

    /** Runs a scenario to its end. */
    JsonNode run(Connection connection, String scenario) throws Exception {
        return run(connection, scenario, Map.of());
    }

    /** Runs a scenario with arguments to its end. */
    JsonNode run(Connection connection, String scenario, Map<String, ?> args) throws Exception {
        return start(connection, scenario, args).result();
    }

    Run start(Connection connection, String scenario, Map<String, ?> args) {
        Map<String, Object> all = new HashMap<>(args);
        all.put("url", "http://127.0.0.1:" + server.port());
        all.put("transport", connection.transport().wire);
        return drivers.computeIfAbsent(connection.client(), Driver::new).start(scenario, all);
    }

    /** A scenario on its way. */
    static final class Run {
        private final int id;
        private final ScriptProcess script;
        private final BlockingQueue<String> steps = new LinkedBlockingQueue<>();
        private final CompletableFuture<JsonNode> result = new CompletableFuture<>();

        private Run(int id, ScriptProcess script) {
            this.id = id;
            this.script = script;
        }

        /** Waits until the scenario has come to that step. */
        void awaitStep(String step) throws InterruptedException {
            String reached = steps.poll(LIMIT_SECONDS, SECONDS);
            if (!step.equals(reached)) {
                throw new AssertionError("expected step " + step + ", not " + reached + "\n" + script.errors());
            }
        }

        void signal(String name) {
            script.send(Json.write(Map.of("id", id, "signal", name)));
        }

        /** Waits for what the scenario saw. */
        JsonNode result() throws InterruptedException {
            try {
                return result.get(LIMIT_SECONDS, SECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause().getMessage() + "\n" + script.errors(), e);
            } catch (TimeoutException e) {
                throw new AssertionError(
                        "the scenario has not ended within " + LIMIT_SECONDS + " s\n" + script.errors(), e);
            }
        }
    }

    /** The process of one client. */
    private static final class Driver {
        private final ScriptProcess script;
        private final Map<Integer, Run> runs = new ConcurrentHashMap<>(); // any thread
        private int lastId;

        Driver(Client client) {
            script = client == Client.PYTHON
                    ? ScriptProcess.python(this::onLine, this::onEnd, "driver.py", client.module)
                    : ScriptProcess.node(this::onLine, this::onEnd, "driver.mjs", client.module, client.alias);
        }

        Run start(String scenario, Map<String, Object> args) {
            Run run = new Run(++lastId, script);
            runs.put(run.id, run);
            script.send(Json.write(Map.of("id", run.id, "run", scenario, "args", args)));
            return run;
        }

        private void onLine(String line) {
            JsonNode message = Json.read(line);
            Run run = runs.get(message.get("id").asInt());
            if (message.has("step")) {
                run.steps.add(message.get("step").asText());
            } else if (message.has("result")) {
                run.result.complete(message.get("result"));
            } else {
                run.result.completeExceptionally(
                        new AssertionError(message.get("failure").asText()));
            }
        }

        private void onEnd() {
            runs.values().forEach(run -> run.result.completeExceptionally(new AssertionError("the script has ended")));
        }
    }
}
