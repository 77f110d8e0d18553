package hocket.servlet;

import hocket.engine.spi.Lane;
import hocket.engine.spi.Timeout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.IntConsumer;

/**
 * Has a container do few things at a time for one lane. It gives each a thread, for a moment; were a broadcast to hand
 * over all at once, it would make as many threads as it may. What takes long, because a client reads nothing, soon counts
 * no more. Belongs to the lane.
 */
final class Gate {
    private static final int AT_A_TIME = 4;
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final ArrayDeque<IntConsumer> waiting = new ArrayDeque<>(); // lane
    private final Timeout patience;
    private int underWay; // lane: of this round
    private int round; // lane

    Gate(Lane lane) {
        patience = lane.newTimeout(this::lose);
    }

    /** Starts something, now or later; it is given what {@link #leave} is to be told when it is done. */
    void enter(IntConsumer start) {
        waiting.add(start);
        open();
    }

    /** Something is done. */
    void leave(int ticket) {
        if (ticket == round) {
            underWay--;
            patience.cancel();
            open();
        }
    }

    private void lose() {
        round++;
        underWay = 0;
        open();
    }

    private void open() {
        while (underWay < AT_A_TIME && !waiting.isEmpty()) {
            underWay++;
            waiting.remove().accept(round);
        }
        if (!waiting.isEmpty() && !patience.isStarted()) {
            patience.start(PATIENCE);
        }
    }
}
