package hocket.client;

import hocket.core.DecodedPacket;
import hocket.core.Registration;
import hocket.core.Registrations;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** What users have registered with one manager, called in order, one at a time, where handlers run. Any thread. */
final class ManagerHandlers {
    final Registrations<Runnable> open = new Registrations<>();
    final Registrations<Consumer<Throwable>> error = new Registrations<>();
    final Registrations<BiConsumer<DisconnectReason, DisconnectDetails>> close = new Registrations<>();
    final Registrations<Runnable> ping = new Registrations<>();
    final Registrations<Consumer<DecodedPacket>> packet = new Registrations<>();
    final Registrations<IntConsumer> reconnectAttempt = new Registrations<>();
    final Registrations<Consumer<Throwable>> reconnectError = new Registrations<>();
    final Registrations<Runnable> reconnectFailed = new Registrations<>();
    final Registrations<IntConsumer> reconnect = new Registrations<>();

    private final HandlerQueue queue;
    private final Consumer<Throwable> onError;

    ManagerHandlers(HandlerQueue queue, Consumer<Throwable> onError) {
        this.queue = queue;
        this.onError = onError;
    }

    /** Has them called; one that fails does not keep the next from being called. */
    <T> void tell(Registrations<T> registered, Consumer<T> call) {
        if (registered.isEmpty()) {
            return;
        }
        queue.post(() -> {
            for (Registration<T> one : registered.all()) {
                try {
                    call.accept(one.item());
                } catch (Throwable e) { // user code
                    onError.accept(e);
                }
            }
        });
    }
}
