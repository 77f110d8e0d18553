package hocket.interop;

import hocket.client.Socket;
import hocket.core.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The events of one name that a socket gets. */
final class Received {
    private final BlockingQueue<Args> events = new LinkedBlockingQueue<>();

    private Received() {}

    static Received by(Socket socket, String event) {
        Received received = new Received();
        socket.on(event, args -> {
            received.events.add(args);
        });
        return received;
    }

    /** The next one's arguments. */
    Args next() throws InterruptedException {
        return Waits.next(events);
    }

    /** The first arguments, which are numbers, of the next so many. */
    List<Integer> numbers(int count) throws InterruptedException {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(next().get(0, Integer.class));
        }
        return numbers;
    }

    /** How many there are that nobody took. */
    int waiting() {
        return events.size();
    }
}
