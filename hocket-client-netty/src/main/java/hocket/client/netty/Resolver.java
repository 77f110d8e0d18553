package hocket.client.netty;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;

/** Looks host names up as the JDK does, which blocks: not on the event loop, as Netty's own resolver would. */
final class Resolver extends AddressResolverGroup<InetSocketAddress> {
    private final Executor threads;

    Resolver(Executor threads) {
        this.threads = threads;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
        return new InetNameResolver(loop) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> promise) {
                threads.execute(() -> look(() -> InetAddress.getByName(host), promise));
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
                threads.execute(() -> look(() -> List.of(InetAddress.getAllByName(host)), promise));
            }
        }.asAddressResolver();
    }

    private static <T> void look(Lookup<T> lookup, Promise<T> promise) {
        try {
            promise.trySuccess(lookup.run());
        } catch (UnknownHostException | RuntimeException e) {
            promise.tryFailure(e);
        }
    }

    /** A look-up. */
    @FunctionalInterface
    private interface Lookup<T> {
        T run() throws UnknownHostException;
    }
}
