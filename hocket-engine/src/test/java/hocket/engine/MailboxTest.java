package hocket.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Mailbox mailbox(int capacity) {
        return new Mailbox(Handlers.pool(threads), capacity, errors::add);
    }

    @Test
    void tasksRunOneAtATimeAndInOrder() throws InterruptedException {
        Mailbox mailbox = mailbox(10);
        List<Integer> order = new ArrayList<>(); // unsynchronised on purpose: one at a time is the promise
        AtomicInteger running = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(10_000);
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            mailbox.post(() -> {
                if (running.incrementAndGet() > 1) {
                    together.incrementAndGet();
                }
                order.add(number);
                running.decrementAndGet();
                done.countDown();
            });
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(together).hasValue(0);
        assertThat(order).hasSize(10_000).isSorted();
    }

    @Test
    void whatATaskThrowsIsToldAndTheNextOneRuns() throws InterruptedException {
        Mailbox mailbox = mailbox(10);
        CountDownLatch done = new CountDownLatch(1);
        IllegalStateException failure = new IllegalStateException("of the user");
        mailbox.post(() -> {
            throw failure;
        });
        mailbox.post(() -> {
            throw new StackOverflowError();
        });
        mailbox.post(done::countDown);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(errors).hasSize(2).first().isSameAs(failure);
    }

    @Test
    void fullAndRoomAreToldAtTheBorders() throws InterruptedException {
        Mailbox mailbox = mailbox(4);
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch room = new CountDownLatch(1);
        AtomicInteger full = new AtomicInteger();
        mailbox.onFull(full::incrementAndGet, room::countDown);
        for (int i = 0; i < 3; i++) {
            mailbox.post(() -> await(gate));
        }
        assertThat(full).hasValue(0);
        mailbox.post(() -> await(gate));
        assertThat(full).hasValue(1);
        mailbox.post(() -> await(gate));
        assertThat(full).hasValue(1);
        assertThat(room.getCount()).isEqualTo(1);
        gate.countDown();
        assertThat(room.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void inlineTasksRunAtOnceAndNestedOnesAfterwards() {
        Mailbox mailbox = new Mailbox(Handlers.inline(), 10, errors::add);
        List<String> order = new ArrayList<>();
        mailbox.post(() -> {
            mailbox.post(() -> order.add("inner"));
            order.add("outer");
        });
        assertThat(order).containsExactly("outer", "inner");
    }

    @Test
    void taskThatTheExecutorRefusesRunsElsewhere() throws InterruptedException {
        threads.shutdown();
        CountDownLatch done = new CountDownLatch(1);
        mailbox(10).post(done::countDown);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void defaultHandlersRunOffTheCallingThread() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        List<Boolean> same = new ArrayList<>();
        new Mailbox(Handlers.virtualThreads(), 10, errors::add).post(() -> {
            same.add(Thread.currentThread() == caller);
            done.countDown();
        });
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(same).containsExactly(false);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
