package hocket.server;

import hocket.core.ArgsException;
import hocket.core.CallException;
import hocket.core.Stages;
import hocket.core.Subscription;
import hocket.server.annotation.BeforeConnect;
import hocket.server.annotation.OnConnect;
import hocket.server.annotation.OnDisconnect;
import hocket.server.annotation.OnEvent;
import hocket.server.annotation.OnException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An object whose annotated methods are handlers. Immutable; its methods run where handlers run. */
final class Controller {
    private final Object object;
    private final ControllerSupport support;
    private final List<ControllerMethod> exceptionHandlers;

    Controller(Object object, ControllerSupport support, Collection<Method> methods) {
        this.object = object;
        this.support = support;
        this.exceptionHandlers = methods.stream()
                .filter(method -> method.isAnnotationPresent(OnException.class))
                .map(this::prepare)
                .toList();
    }

    private ControllerMethod prepare(Method method) {
        return new ControllerMethod(object, method, support);
    }

    /** Registers the annotated ones of these methods. */
    List<Subscription> subscribe(ConnectionSource clients, Collection<Method> methods) {
        List<Subscription> made = new ArrayList<>();
        for (Method method : methods) {
            if (method.isAnnotationPresent(BeforeConnect.class)) {
                ControllerMethod asked = prepare(method);
                made.add(clients.useAsync(socket -> admit(asked, socket)));
            }
            if (method.isAnnotationPresent(OnConnect.class)) {
                ControllerMethod called = prepare(method);
                made.add(clients.onConnection(socket -> run(called, Occasion.ofConnect(socket))));
            }
            if (method.isAnnotationPresent(OnDisconnect.class)) {
                ControllerMethod called = prepare(method);
                made.add(clients.onConnection(
                        socket -> socket.onDisconnect(reason -> run(called, Occasion.ofDisconnect(socket, reason)))));
            }
            OnEvent event = method.getAnnotation(OnEvent.class);
            if (event != null) {
                ControllerMethod called = prepare(method);
                for (String name : event.value()) {
                    Namespace.requireFree(name);
                    made.add(clients.onEvent(
                            name, (socket, args, ack) -> run(called, Occasion.ofEvent(socket, name, args, ack))));
                }
            }
        }
        return made;
    }

    private static CompletionStage<?> admit(ControllerMethod method, Socket socket) throws Exception {
        try {
            Object decision = method.call(Occasion.ofConnect(socket));
            return decision instanceof CompletionStage<?> later ? later : CompletableFuture.completedFuture(null);
        } catch (ArgsException e) {
            throw new ConnectRefusedException("the auth does not fit");
        }
    }

    /** Calls a method, and answers or fails with what it returns or throws, now or later. */
    private void run(ControllerMethod method, Occasion occasion) {
        Object result;
        try {
            result = method.call(occasion);
        } catch (Throwable e) { // whatever user code throws is the user's to hear of, and the client's
            fail(occasion, e);
            return;
        }
        if (result instanceof CompletionStage<?> later) {
            later.whenComplete((value, error) -> {
                if (error == null) {
                    answer(method, occasion, value);
                } else {
                    fail(occasion, Stages.cause(error));
                }
            });
        } else {
            answer(method, occasion, result);
        }
    }

    private void answer(ControllerMethod method, Occasion occasion, @Nullable Object value) {
        if (!occasion.ack().isWanted()) {
            return;
        }
        if (!method.isVoid()) {
            try {
                occasion.ack().send(value);
            } catch (IllegalArgumentException e) { // it cannot be encoded
                fail(occasion, e);
            }
        } else if (!method.takesAck()) {
            occasion.ack().send();
        }
    }

    private void fail(Occasion occasion, Throwable error) {
        ControllerMethod handler = exceptionHandlers.stream()
                .filter(one -> one.distance(error) < Integer.MAX_VALUE)
                .min(Comparator.comparingInt(one -> one.distance(error)))
                .orElse(null);
        if (handler == null) {
            occasion.ack().fail(support.translate(error));
            return;
        }
        try {
            Object answer = handler.call(occasion.with(error));
            if (!occasion.ack().isWanted() || handler.takesAck()) {
                return;
            }
            if (answer instanceof CallException refusal) {
                occasion.ack().fail(refusal);
            } else if (handler.isVoid()) {
                occasion.ack().fail(new CallException(CallException.INTERNAL_ERROR, "the handler failed"));
            } else {
                occasion.ack().send(answer);
            }
        } catch (Throwable e) { // as above
            occasion.ack().fail(e);
        }
    }
}
