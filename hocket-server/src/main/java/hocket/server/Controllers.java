package hocket.server;

import hocket.core.Subscription;
import hocket.server.annotation.SocketController;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Registers objects whose annotated methods are handlers. Any thread. */
final class Controllers {
    private final SocketIoServer io;
    private final Map<String, ParentNamespace> parents = new ConcurrentHashMap<>(); // any thread: one for each pattern

    Controllers(SocketIoServer io) {
        this.io = io;
    }

    Subscription register(Object controller, Class<?> type, ControllerSupport support) {
        Collection<Method> methods = methods(type);
        Controller made = new Controller(controller, support, methods);
        List<Subscription> subscriptions = made.subscribe(clients(type.getAnnotation(SocketController.class)), methods);
        if (subscriptions.isEmpty()) {
            throw new IllegalArgumentException(
                    type.getName() + " has no method with @OnEvent, @OnConnect, @BeforeConnect or @OnDisconnect");
        }
        return () -> subscriptions.forEach(Subscription::remove);
    }

    private ConnectionSource clients(@Nullable SocketController annotation) {
        if (annotation == null) {
            return io.of("/");
        }
        if (annotation.pattern().isEmpty()) {
            return io.of(annotation.value());
        }
        return parents.computeIfAbsent(annotation.pattern(), pattern -> io.of(Pattern.compile(pattern)));
    }

    /** Of the class and those it extends, by name; of methods that override each other the last. */
    private static Collection<Method> methods(Class<?> type) {
        Map<String, Method> found = new TreeMap<>();
        for (Class<?> one = type; one != null && one != Object.class; one = one.getSuperclass()) {
            for (Method method : one.getDeclaredMethods()) {
                if (!method.isSynthetic()) {
                    found.putIfAbsent(method.getName() + List.of(method.getParameterTypes()), method);
                }
            }
        }
        return found.values();
    }
}
