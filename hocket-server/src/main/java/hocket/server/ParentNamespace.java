package hocket.server;

import hocket.core.EventTarget;
import hocket.core.Registrations;
import hocket.core.Subscription;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes namespaces when clients ask for names that match. Each child gets the middleware and the handlers that are
 * registered here when it is made; later ones do not reach it. Any thread; nothing blocks.
 */
public final class ParentNamespace implements EventTarget, ConnectionSource {
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    private final @Nullable Pattern pattern;
    private final @Nullable NamespaceMatcher matcher;
    private final List<String> groups;
    private final Registrations<ConnectMiddleware.Async> middleware = new Registrations<>();
    private final Registrations<Consumer<Socket>> connectionHandlers = new Registrations<>();
    private final SocketEvents events = new SocketEvents();
    private final Registrations<Consumer<Namespace>> namespaceHandlers = new Registrations<>();
    private final Set<Namespace> children = ConcurrentHashMap.newKeySet(); // any thread

    ParentNamespace(Pattern pattern) {
        this.pattern = pattern;
        this.matcher = null;
        this.groups = GROUP.matcher(pattern.pattern())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    ParentNamespace(NamespaceMatcher matcher) {
        this.pattern = null;
        this.matcher = matcher;
        this.groups = List.of();
    }

    /** The namespaces that were made, as they come and go. */
    public Collection<Namespace> children() {
        return Collections.unmodifiableCollection(children);
    }

    @Override
    public Subscription useAsync(ConnectMiddleware.Async newMiddleware) {
        return middleware.add(newMiddleware);
    }

    @Override
    public Subscription onConnection(Consumer<Socket> handler) {
        return connectionHandlers.add(handler);
    }

    @Override
    public Subscription onEvent(String event, SocketEventHandler handler) {
        return events.add(event, handler);
    }

    /**
     * Has the handler called with each namespace that is made, before its first client joins, where handlers run. It must
     * not block: clients that ask for other names wait meanwhile.
     */
    public Subscription onNewNamespace(Consumer<Namespace> handler) {
        return namespaceHandlers.add(handler);
    }

    /** Emits to every socket of every child. */
    @Override
    public void emit(String event, @Nullable Object... args) {
        Namespace.requireFree(event);
        children.forEach(child -> child.emit(event, args));
    }

    @Nullable
    Pattern pattern() {
        return pattern;
    }

    /** Decides about a name. Called where handlers run. */
    CompletionStage<Boolean> decide(String name, Handshake handshake) throws Exception {
        if (matcher != null) {
            return matcher.matches(name, handshake);
        }
        return CompletableFuture.completedFuture(
                pattern != null && pattern.matcher(name).find());
    }

    Namespace newChild(String name, SocketIoOptions options) {
        Namespace child = new Namespace(name, options, paramsOf(name));
        child.inherit(middleware.items(), connectionHandlers.items(), events);
        children.add(child);
        options.announce(child, namespaceHandlers.items());
        return child;
    }

    void remove(Namespace child) {
        children.remove(child);
    }

    private Map<String, String> paramsOf(String name) {
        if (pattern == null) {
            return Map.of();
        }
        Matcher found = pattern.matcher(name);
        if (!found.find()) {
            return Map.of();
        }
        Map<String, String> params = new LinkedHashMap<>();
        for (String group : groups) {
            String value = valueOf(found, group);
            if (value != null) {
                params.put(group, value);
            }
        }
        return Map.copyOf(params);
    }

    private static @Nullable String valueOf(Matcher found, String group) {
        try {
            return found.group(group);
        } catch (IllegalArgumentException e) {
            return null; // it only looks like a group: it is quoted
        }
    }
}
