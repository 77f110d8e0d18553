package hocket.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The open connections of a server, for its end. Safe for use by several threads. */
final class Connections {
    /** Asks a connection to close when what it is busy with is done. */
    static final Object FINISH = new Object();

    private static final long FINISH_MILLIS = 1000;

    private final Set<Channel> open = ConcurrentHashMap.newKeySet(); // any thread
    private final ChannelFutureListener whenClosed = closed -> open.remove(closed.channel());

    void add(Channel channel) {
        open.add(channel);
        channel.closeFuture().addListener(whenClosed);
    }

    /** Lets each connection end in order: an answer under way is sent, a WebSocket waits for the peer's close frame. */
    CompletableFuture<Void> finish() {
        CompletableFuture<?>[] ends = open.stream()
                .map(channel -> {
                    channel.pipeline().fireUserEventTriggered(FINISH);
                    CompletableFuture<Void> end = new CompletableFuture<>();
                    channel.closeFuture().addListener(closed -> end.complete(null));
                    return end;
                })
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(ends).orTimeout(FINISH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Cuts those that are left. */
    int cut() {
        int left = open.size();
        open.forEach(Channel::close);
        return left;
    }
}
