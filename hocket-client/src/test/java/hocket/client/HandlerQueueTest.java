package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One at a time and in order, on threads that are shared. */
class HandlerQueueTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<Throwable> errors = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tasksOfOneQueueRunInOrderAndNeverTwoAtATime() throws InterruptedException {
        HandlerQueue queue = new HandlerQueue(threads, errors::add);
        List<Integer> done = new ArrayList<>(); // not safe for use by several threads, and need not be
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int count = 10_000;
        CountDownLatch latch = new CountDownLatch(count);

        for (int i = 0; i < count; i++) {
            int number = i;
            queue.post(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                done.add(number);
                running.decrementAndGet();
                latch.countDown();
            });
        }
        await(latch);

        assertThat(done).hasSize(count).isSorted();
        assertThat(most).hasValue(1);
        assertThat(errors).isEmpty();
    }

    @Test
    void tasksOfManyThreadsAreAllRun() throws InterruptedException {
        HandlerQueue queue = new HandlerQueue(threads, errors::add);
        CountDownLatch latch = new CountDownLatch(4000);
        Thread[] posting = new Thread[4];
        for (int t = 0; t < 4; t++) {
            posting[t] = new Thread(() -> {
                for (int i = 0; i < 1000; i++) {
                    queue.post(latch::countDown);
                }
            });
            posting[t].start();
        }
        await(latch);
        for (Thread thread : posting) {
            thread.join();
        }

        assertThat(errors).isEmpty();
    }

    @Test
    void aBusyQueueLetsOthersTakeTheirTurn() {
        ArrayDeque<Runnable> executor = new ArrayDeque<>();
        HandlerQueue busy = new HandlerQueue(executor::add, errors::add);
        HandlerQueue other = new HandlerQueue(executor::add, errors::add);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            busy.post(() -> order.add("busy"));
        }
        other.post(() -> order.add("other"));

        while (!executor.isEmpty()) {
            executor.remove().run();
        }

        assertThat(order).hasSize(66).endsWith("busy");
        assertThat(order.indexOf("other")).isEqualTo(64);
        assertThat(busy.size()).isZero();
    }

    @Test
    void postingTellsHowManyWait() {
        HandlerQueue queue = new HandlerQueue(task -> {}, errors::add);

        assertThat(queue.post(() -> {})).isEqualTo(1);
        assertThat(queue.post(() -> {})).isEqualTo(2);
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    void aTaskThatFailsIsNotTheLast() {
        HandlerQueue queue = new HandlerQueue(Runnable::run, errors::add);
        List<String> done = new ArrayList<>();

        queue.post(() -> {
            throw new AssertionError("mine");
        });
        queue.post(() -> done.add("next"));

        assertThat(done).containsExactly("next");
        assertThat(errors).singleElement().hasToString("java.lang.AssertionError: mine");
    }

    @Test
    void whatATaskPostsRunsAfterIt() {
        HandlerQueue queue = new HandlerQueue(Runnable::run, errors::add);
        List<String> done = new ArrayList<>();

        queue.post(() -> {
            queue.post(() -> done.add("inner"));
            done.add("outer");
        });

        assertThat(done).containsExactly("outer", "inner");
    }

    @Test
    void anExecutorThatRefusesIsNoReasonToWaitInVain() throws InterruptedException {
        HandlerQueue queue = new HandlerQueue(
                new WillingExecutor(task -> {
                    throw new RejectedExecutionException();
                }),
                errors::add);
        CountDownLatch latch = new CountDownLatch(100);

        for (int i = 0; i < 100; i++) {
            queue.post(latch::countDown);
        }

        await(latch);
    }
}
