package hocket.server;

import hocket.core.Registrations;
import hocket.core.Subscription;
import hocket.engine.Mailbox;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All namespaces of a server by name, and the parents that make new ones. A dynamic one may go when nobody is in it and
 * nobody on the way: whoever joins is counted first. Any thread.
 */
final class Namespaces {
    private final SocketIoOptions options;
    private final Map<String, Entry> byName = new ConcurrentHashMap<>(); // any thread
    private final Registrations<ParentNamespace> parents = new Registrations<>();
    private final Registrations<Consumer<Namespace>> handlers = new Registrations<>();
    private final AtomicInteger dynamic = new AtomicInteger(); // any thread
    private final Mailbox births;

    Namespaces(SocketIoOptions options) {
        this.options = options;
        this.births = new Mailbox(options.handlers.executor(), error -> options.onError(null, error));
    }

    Subscription onNewNamespace(Consumer<Namespace> handler) {
        return handlers.add(handler);
    }

    Collection<Namespace> all() {
        return byName.values().stream().map(entry -> entry.namespace).toList();
    }

    ParentNamespace add(ParentNamespace parent) {
        parents.add(parent);
        return parent;
    }

    /** The namespace of that name, made if it is new: as the child of a parent whose pattern matches, if there is one. */
    Namespace of(String name) {
        Entry present = byName.get(name);
        if (present != null) {
            return present.namespace;
        }
        for (ParentNamespace parent : parents.items()) {
            Pattern pattern = parent.pattern();
            if (pattern != null && pattern.matcher(name).find()) {
                return publish(new Entry(parent.newChild(name, options), parent));
            }
        }
        return publish(new Entry(new Namespace(name, options, Map.of()), null));
    }

    private Namespace publish(Entry made) {
        Entry earlier = byName.putIfAbsent(made.namespace.name(), made);
        if (earlier != null) {
            made.disown();
            return earlier.namespace;
        }
        if (made.parent != null) {
            dynamic.incrementAndGet();
        }
        if (!made.namespace.name().equals("/")) {
            options.announce(made.namespace, handlers.items());
        }
        return made.namespace;
    }

    /** Counts a client into the namespace of that name; null if there is none. */
    @Nullable
    Namespace enter(String name) {
        Entry entered = byName.computeIfPresent(name, (key, entry) -> {
            entry.clients++;
            return entry;
        });
        return entered == null ? null : entered.namespace;
    }

    /** Counts a client out, and ends a dynamic namespace with its last if that is wanted. */
    void leave(Namespace namespace) {
        Entry[] ended = new Entry[1];
        byName.computeIfPresent(namespace.name(), (key, entry) -> {
            entry.clients--;
            if (entry.clients > 0 || entry.parent == null || !options.cleanupEmptyChildNamespaces) {
                return entry;
            }
            ended[0] = entry;
            return null;
        });
        if (ended[0] != null) {
            dynamic.decrementAndGet();
            ended[0].disown();
            namespace.adapter().close();
        }
    }

    /**
     * Asks the parents, in the order of their registration, whether there shall be a namespace of that name, and counts
     * the client into it.
     *
     * @return completed where handlers run; with null if no parent wants it
     */
    CompletableFuture<@Nullable Namespace> make(String name, Handshake handshake) {
        CompletableFuture<@Nullable Namespace> made = new CompletableFuture<>();
        options.handlers.executor().execute(() -> ask(parents.items().iterator(), name, handshake, made));
        return made;
    }

    boolean hasParents() {
        return !parents.isEmpty();
    }

    private void ask(
            Iterator<ParentNamespace> left,
            String name,
            Handshake handshake,
            CompletableFuture<@Nullable Namespace> made) {
        if (!left.hasNext()) {
            made.complete(null);
            return;
        }
        ParentNamespace parent = left.next();
        CompletableFuture<Boolean> decision;
        try {
            decision = parent.decide(name, handshake).toCompletableFuture();
        } catch (Throwable e) { // user code: as if it had said no
            decision = CompletableFuture.failedFuture(e);
        }
        decision.whenComplete((wanted, error) -> {
            if (error != null) {
                options.onError(null, error);
            }
            if (Boolean.TRUE.equals(wanted)) {
                births.post(() -> bear(parent, name, made));
            } else {
                ask(left, name, handshake, made);
            }
        });
    }

    /** What a foreign adapter throws goes to the error handler, and the client does not wait in vain. */
    private void bear(ParentNamespace parent, String name, CompletableFuture<@Nullable Namespace> made) {
        Namespace born = null;
        try {
            born = beget(parent, name);
        } finally {
            made.complete(born);
        }
    }

    /** Another client may have had it made meanwhile. */
    private @Nullable Namespace beget(ParentNamespace parent, String name) {
        Namespace present = enter(name);
        if (present != null || dynamic.get() >= options.maxDynamicNamespaces) {
            return present;
        }
        publish(new Entry(parent.newChild(name, options), parent));
        return enter(name);
    }

    /** A namespace and who is in it. */
    private static final class Entry {
        private final Namespace namespace;
        private final @Nullable ParentNamespace parent;
        private int clients; // in an atomic step of the map

        Entry(Namespace namespace, @Nullable ParentNamespace parent) {
            this.namespace = namespace;
            this.parent = parent;
        }

        void disown() {
            if (parent != null) {
                parent.remove(namespace);
            }
        }
    }
}
