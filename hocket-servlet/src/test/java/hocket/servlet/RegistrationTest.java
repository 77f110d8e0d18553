package hocket.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WebSocketOffer;
import hocket.engine.spi.WebSocketSettings;
import hocket.testkit.RawConnection;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told to whoever registers the servlet, but not all that it needs. */
class RegistrationTest {
    private final Tomcat tomcat = new Tomcat();
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();

    private RawConnection start(boolean asyncSupported, Filter... filters) throws Exception {
        tomcat.setBaseDir(new File("target/tomcat").getAbsolutePath());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "socket.io", new HocketServlet(new Accepting(), 1))
                .setAsyncSupported(asyncSupported);
        context.addServletMappingDecoded("/*", "socket.io");
        for (Filter filter : filters) {
            FilterDef definition = new FilterDef();
            definition.setFilterName("filter");
            definition.setFilter(filter);
            definition.setAsyncSupported("false"); // what web.xml has if it says nothing
            context.addFilterDef(definition);
            FilterMap mapping = new FilterMap();
            mapping.setFilterName("filter");
            mapping.addURLPattern("/*");
            context.addFilterMap(mapping);
        }
        tomcat.start();
        return RawConnection.open(tomcat.getConnector().getLocalPort());
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    @Test
    void aServletThatIsNotAsynchronousIsAnError() throws Exception {
        HttpResponse answer = get(start(false));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().utf8()).contains("asyncSupported=true");
    }

    @Test
    void aFilterThatIsNotAsynchronousIsAnError() throws Exception {
        HttpResponse answer = get(start(true, new Filter() {
            @Override
            public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                chain.doFilter(request, response);
            }
        }));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().utf8()).contains("every filter in front of it");
    }

    @Test
    void withoutJakartaWebSocketThereIsPollingAlone() throws Exception {
        RawConnection client = start(true);
        assertThat(get(client).status()).isEqualTo(204);

        HttpResponse answer = client.upgrade("/");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().utf8()).contains("no Jakarta WebSocket");
        assertThat(failed.get(10, TimeUnit.SECONDS)).hasMessageContaining("no Jakarta WebSocket");
    }

    private static HttpResponse get(RawConnection client) {
        return client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").readResponse();
    }

    private final class Accepting implements HostHandler, WebSocketListener {
        @Override
        public void onRequest(HttpExchange exchange) {
            exchange.respond(HttpResponse.empty(204));
        }

        @Override
        public void onWebSocket(WebSocketOffer offer) {
            WebSocketSettings settings =
                    new WebSocketSettings(1000, 10, Duration.ofSeconds(1), Duration.ofSeconds(1), null);
            offer.accept(settings, new HttpHeaders(), offer.lane(), this);
        }

        @Override
        public void onOpen(WebSocketChannel channel) {}

        @Override
        public void onMessage(boolean binary, ByteSlice payload) {}

        @Override
        public void onWritable() {}

        @Override
        public void onClosed(@Nullable Throwable error) {
            failed.complete(error);
        }
    }
}
