package hocket.servlet;

import hocket.core.Checks;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Serves polling and WebSockets below one mapping of a web application, on the application's own port. It must be
 * registered with {@code asyncSupported}, and the container must have Jakarta WebSocket 2.1. It has threads of its own,
 * from {@code init} to {@code destroy}, which also ends all sessions.
 */
public class HocketServlet extends HttpServlet {
    private static final System.Logger LOG = System.getLogger("hocket.servlet");
    private static final Duration DECISION = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofSeconds(3);
    private static final int BAD_REQUEST = 400;
    private static final String SERVER_CONTAINER =
            "jakarta.websocket.server.ServerContainer"; // Jakarta WebSocket §7.1.2

    private final transient HostHandler handler;
    private final int laneCount;
    private final transient Set<ServletOffer> waiting = ConcurrentHashMap.newKeySet(); // any thread: for a decision
    private transient @Nullable Lanes lanes; // written by init, before there are requests

    /** A servlet whose requests go to that handler, with a lane for each processor. */
    public HocketServlet(HostHandler handler) {
        this(handler, Runtime.getRuntime().availableProcessors());
    }

    /** A servlet whose requests go to that handler, with so many lanes, each with a thread. */
    public HocketServlet(HostHandler handler, int lanes) {
        this.handler = Objects.requireNonNull(handler, "handler");
        this.laneCount = Checks.positive("lanes", lanes);
    }

    @Override
    public void init() {
        lanes = new Lanes(laneCount);
    }

    /** Ends all sessions and then the servlet's threads; takes 3 s at most. */
    @Override
    public void destroy() {
        waiting.forEach(ServletOffer::giveUp);
        try {
            handler.close().toCompletableFuture().get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "not all sessions ended in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes().close();
    }

    private Lanes lanes() {
        if (lanes == null) {
            throw new IllegalStateException("the servlet was not initialised");
        }
        return lanes;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        ServletExchange answered = ServletExchange.answered(request);
        if (answered != null) {
            answered.send(request, response);
            return;
        }
        HttpRequest head;
        try {
            head = RequestHead.copyOf(request);
        } catch (IllegalArgumentException e) {
            response.sendError(BAD_REQUEST, e.getMessage());
            return;
        }
        if (!request.isAsyncSupported()) {
            throw new ServletException("register " + getServletName()
                    + ", and every filter in front of it, with asyncSupported=true: polls wait for what is sent");
        }
        if (head.isWebSocketUpgrade()) {
            upgrade(head, request, response);
        } else {
            ServletExchange exchange = ServletExchange.begin(head, lanes().next(), request, response);
            exchange.lane().execute(() -> handler.onRequest(exchange));
        }
    }

    private void upgrade(HttpRequest head, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        ServletOffer offer = new ServletOffer(head, lanes().next());
        waiting.add(offer);
        offer.lane().execute(() -> handler.onWebSocket(offer));
        ServletOffer.Decision decision = offer.await(DECISION);
        waiting.remove(offer);
        if (decision instanceof ServletOffer.Rejected rejected) {
            HttpResponse refusal = rejected.response();
            refusal.headers().set("Connection", "close");
            ServletExchange.send(request, response, refusal);
        } else if (decision instanceof ServletOffer.Accepted accepted) {
            try {
                ServerContainer container = container();
                ServerEndpointConfig config = WebSocketEndpoint.config(
                        offer, accepted, container.getInstalledExtensions(), lanes().blocking());
                container.upgradeHttpToWebSocket(request, response, config, Map.of());
            } catch (ServletException | DeploymentException | IOException | RuntimeException e) {
                accepted.fail(e);
                throw new ServletException("the WebSocket could not be opened", e);
            }
        }
    }

    private ServerContainer container() throws ServletException {
        if (getServletContext().getAttribute(SERVER_CONTAINER) instanceof ServerContainer container) {
            return container;
        }
        throw new ServletException(
                "the web application has no Jakarta WebSocket: add the container's module for it, such"
                        + " as tomcat-embed-websocket or jetty-ee10-websocket-jakarta-server, and, if the container is embedded,"
                        + " have it started (WsSci, JakartaWebSocketServletContainerInitializer)");
    }
}
