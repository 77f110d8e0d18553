package hocket.examples.recipes;

import hocket.core.Call;
import hocket.core.CallException;
import hocket.core.Event;
import hocket.server.Socket;
import hocket.server.SocketIoServer;
import java.util.concurrent.atomic.AtomicLong;

/** A chat whose events are written down once, for the server and for clients in Java. */
final class TypedChat {
    /** What is said in a room. */
    record Message(String room, String text) {}

    /** That it was kept, and under which number. */
    record Receipt(long number) {}

    static final Event<String> ENTER = Event.of("enter", String.class);
    static final Event<Message> SAID = Event.of("said", Message.class);
    static final Call<Message, Receipt> SAY = Call.of("say", Message.class, Receipt.class);

    private final AtomicLong numbers = new AtomicLong();

    void register(SocketIoServer io) {
        io.onConnection(this::onConnection);
    }

    private void onConnection(Socket socket) {
        socket.on(ENTER, room -> socket.join(room));
        socket.handle(SAY, message -> {
            if (!socket.rooms().contains(message.room())) {
                throw new CallException("not_in_room", "Enter " + message.room() + " first.");
            }
            socket.to(message.room()).emit(SAID, message);
            return new Receipt(numbers.incrementAndGet());
        });
    }
}
