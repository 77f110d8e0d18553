package hocket.servlet;

import hocket.core.ByteSlice;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.Lane;
import hocket.engine.spi.Timeout;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request, as an asynchronous one: no thread of the container waits for its answer. When that is given the container
 * calls the servlet again, on a thread of its own: whoever else touches a response does so beside a container that may
 * not have finished with the request.
 */
final class ServletExchange implements HttpExchange, AsyncListener {
    private static final System.Logger LOG = System.getLogger("hocket.servlet");
    private static final String ATTRIBUTE = ServletExchange.class.getName();
    private static final int SERVER_ERROR = 500;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final HttpRequest request;
    private final ServletLane lane;
    private final AsyncContext async;
    private final Container container;
    private final long contentLength; // Long.MAX_VALUE if it is not known before the end
    private final AtomicBoolean over = new AtomicBoolean(); // any thread: answered, aborted or left
    private @Nullable RequestBody body; // lane, and who sends the answer: null if nobody has asked for it
    private @Nullable Timeout patience; // lane: null if no answer waits for the body
    private @Nullable Runnable onAborted; // lane
    private volatile int ticket; // any thread: of the gate, once the answer is given
    private volatile @Nullable Answer answer; // any thread: null before it is given

    /** What is to be sent, and its length as the client is told. */
    private record Answer(HttpResponse response, int contentLengthBytes) {
        Answer(HttpResponse whole) {
            this(whole, whole.body().length());
        }

        boolean isWhole() {
            return response.body().length() == contentLengthBytes;
        }
    }

    private ServletExchange(HttpRequest request, ServletLane lane, AsyncContext async) {
        this.request = request;
        this.lane = lane;
        this.async = async;
        this.container = Container.of(async.getRequest().getServletContext());
        this.contentLength = contentLength(request, async);
    }

    /** Begins an exchange. The container's thread, which leaves the servlet afterwards. */
    static ServletExchange begin(
            HttpRequest head, ServletLane lane, HttpServletRequest request, HttpServletResponse response) {
        ServletExchange exchange = new ServletExchange(head, lane, request.startAsync(request, response));
        request.setAttribute(ATTRIBUTE, exchange);
        exchange.async.setTimeout(0);
        exchange.async.addListener(exchange);
        return exchange;
    }

    /** The exchange whose answer the container is to send now; null if the request has just come. */
    static @Nullable ServletExchange answered(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ASYNC
                        && request.getAttribute(ATTRIBUTE) instanceof ServletExchange exchange
                ? exchange
                : null;
    }

    private static long contentLength(HttpRequest request, AsyncContext async) {
        long unknown = request.header("Transfer-Encoding") == null ? 0 : Long.MAX_VALUE; // RFC 9112 §6.3
        long known = async.getRequest().getContentLengthLong();
        return known < 0 ? unknown : known;
    }

    @Override
    public HttpRequest request() {
        return request;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public void onAborted(Runnable task) {
        lane.assertInside();
        onAborted = task;
    }

    @Override
    public void receive(int limitBytes, BodyReceiver receiver) {
        lane.assertInside();
        if (contentLength == 0) {
            receiver.onBody(ByteSlice.EMPTY);
        } else if (contentLength > limitBytes && contentLength < Long.MAX_VALUE) {
            receiver.onTooLarge();
        } else {
            try {
                ServletInputStream in = async.getRequest().getInputStream();
                body = new RequestBody(in, limitBytes, lane, unlessOver(receiver), this::left);
                body.begin();
            } catch (IOException | IllegalStateException e) {
                LOG.log(Level.DEBUG, () -> "the body of " + request + " cannot be read", e);
                left();
            }
        }
    }

    private BodyReceiver unlessOver(BodyReceiver receiver) {
        return new BodyReceiver() {
            @Override
            public void onBody(ByteSlice whole) {
                if (over.get()) {
                    stopWaiting();
                } else {
                    receiver.onBody(whole);
                }
            }

            @Override
            public void onTooLarge() {
                if (over.get()) {
                    stopWaiting();
                } else {
                    receiver.onTooLarge();
                }
            }
        };
    }

    @Override
    public void respond(HttpResponse response) {
        answer(new Answer(response));
    }

    /** Promises a byte that does not come: there is no other way to cut a connection that all containers have. */
    @Override
    public void abort() {
        HttpHeaders headers = new HttpHeaders().add("Connection", "close");
        answer(new Answer(new HttpResponse(SERVER_ERROR, headers, ByteSlice.EMPTY), 1));
    }

    private void answer(Answer given) {
        if (over.compareAndSet(false, true)) {
            answer = given;
            lane.run(() -> {
                if (given.isWhole() && isReading()) {
                    patience = lane.newTimeout(() -> end(given));
                    patience.start(PATIENCE); // no container is sure to answer well while it reads
                } else {
                    end(given);
                }
            });
        }
    }

    private boolean isReading() {
        return body != null && body.isComing();
    }

    /** The body does not come any more. */
    private void stopWaiting() {
        Answer given = answer;
        if (given != null && patience != null && patience.isStarted()) {
            patience.cancel();
            end(given);
        }
    }

    private void end(Answer given) {
        boolean mayWrite = given.isWhole() && (container.isDuplex() || !isReading());
        if (mayWrite || !container.cut(async)) {
            lane.gate().enter(this::dispatch);
        }
    }

    private void dispatch(int newTicket) {
        ticket = newTicket;
        try {
            async.dispatch();
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, () -> "the client of " + request + " has left", e);
            lane.gate().leave(newTicket);
        }
    }

    /** Sends what was given, whenever the client takes some of it. The container's thread. */
    void send(HttpServletRequest again, HttpServletResponse response) throws IOException, ServletException {
        Answer given = answer;
        if (given == null) {
            throw new ServletException("the request was dispatched by somebody else");
        }
        AsyncContext sending = again.startAsync(again, response);
        if (isReusable()) {
            send(sending, given, sending::complete);
        } else {
            given.response().headers().set("Connection", "close");
            send(sending, given, () -> linger(sending));
        }
        int done = ticket;
        lane.execute(() -> lane.gate().leave(done));
    }

    /** Whether the container finds the next request on the connection. */
    private boolean isReusable() {
        return container.isDuplex() || contentLength < Long.MAX_VALUE || (body != null && body.isComplete());
    }

    /** Cuts the connection when the client has had the time to read the answer, though not to send all that it may. */
    private void linger(AsyncContext sending) {
        lane.execute(() -> lane.newTimeout(() -> container.cut(sending)).start(LINGER));
    }

    /** Sends an answer at once, which takes a request that was not begun. The container's thread. */
    static void send(HttpServletRequest request, HttpServletResponse response, HttpResponse answer) throws IOException {
        AsyncContext sending = request.startAsync(request, response);
        send(sending, new Answer(answer), sending::complete);
    }

    private static void send(AsyncContext sending, Answer answer, Runnable whenSent) throws IOException {
        sending.setTimeout(0);
        HttpServletResponse response = (HttpServletResponse) sending.getResponse();
        response.setStatus(answer.response().status());
        answer.response().headers().forEach((name, value) -> {
            if (name.startsWith("Access-Control-")) {
                response.setHeader(name, value); // a filter may have said it before, and a browser takes it once
            } else {
                response.addHeader(name, value);
            }
        });
        if (hasBody(answer.response().status())) {
            response.setContentLength(answer.contentLengthBytes());
        }
        boolean head = ((HttpServletRequest) sending.getRequest()).getMethod().equals("HEAD");
        ServletOutputStream out = response.getOutputStream();
        out.setWriteListener(new ResponseWriter(
                out, head ? ByteSlice.EMPTY : answer.response().body(), whenSent));
    }

    private static boolean hasBody(int status) {
        return status != 204 && status != 304; // RFC 9110 §6.4.1
    }

    private void left() {
        lane.execute(() -> {
            if (over.compareAndSet(false, true)) {
                if (onAborted != null) {
                    onAborted.run();
                }
                complete();
            } else {
                stopWaiting();
            }
        });
    }

    private void complete() {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, () -> "the container has done with " + request, e);
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        left();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}

    @Override
    public void onComplete(AsyncEvent event) {}
}
