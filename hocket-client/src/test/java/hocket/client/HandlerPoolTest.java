package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.spi.ClientLane;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The threads that handlers have by default. */
class HandlerPoolTest {
    private static final long LONG = 30;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final HandlerPool pool = new HandlerPool(ClientLane.onAnyThread(executor));
    private final Set<Thread> seen = Collections.synchronizedSet(new HashSet<>());

    @AfterEach
    void end() {
        pool.close();
        executor.shutdownNow();
    }

    private void note(CountDownLatch done) {
        seen.add(Thread.currentThread());
        done.countDown();
    }

    private static boolean await(CountDownLatch latch) throws InterruptedException {
        return latch.await(LONG, TimeUnit.SECONDS);
    }

    @Test
    void oneThreadIsEnoughWhenNothingBlocks() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            CountDownLatch done = new CountDownLatch(1);
            pool.execute(() -> note(done));
            assertThat(await(done)).isTrue();
        }

        assertThat(seen).hasSize(1);
    }

    @Test
    void anotherThreadTakesOverFromOneThatBlocks() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> {
                try {
                    release.await(LONG, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                note(ended);
            });
        }
        CountDownLatch done = new CountDownLatch(1);
        pool.execute(() -> note(done));

        assertThat(await(done)).isTrue();
        release.countDown();
        assertThat(await(ended)).isTrue();
        assertThat(seen).hasSize(3);
    }

    @Test
    void allThatWaitsIsDoneWhileOneBlocks() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        pool.execute(() -> {
            try {
                release.await(LONG, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ended.countDown();
        });

        for (int i = 0; i < 100; i++) { // each may come just as the watch ends
            CountDownLatch done = new CountDownLatch(1);
            pool.execute(() -> note(done));
            assertThat(await(done)).isTrue();
        }
        release.countDown();
        assertThat(await(ended)).isTrue();
    }

    @Test
    void threadsAreDaemonsWithAName() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        pool.execute(() -> note(done));
        assertThat(await(done)).isTrue();

        assertThat(seen).singleElement().satisfies(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).startsWith("hocket-client-handler-");
        });
    }

    @Test
    void threadsEndWhenThePoolDoesAndWhatWasHandedOverHasRun() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            pool.execute(() -> note(done));
        }

        pool.close();

        assertThat(await(done)).isTrue();
        for (Thread thread : Set.copyOf(seen)) {
            thread.join(TimeUnit.SECONDS.toMillis(LONG));
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
