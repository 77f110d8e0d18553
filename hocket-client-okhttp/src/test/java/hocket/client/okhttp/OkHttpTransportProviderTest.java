package hocket.client.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.spi.ClientTransport;
import java.util.ServiceLoader;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class OkHttpTransportProviderTest {
    @Test
    void theTransportIsFound() {
        ClientTransport.Provider provider =
                ServiceLoader.load(ClientTransport.Provider.class).iterator().next();
        try (ClientTransport transport = provider.create()) {
            assertThat(transport).isInstanceOf(OkHttpTransport.class);
        }
    }

    @Test
    void theUsersClientIsLeftAsItIs() {
        OkHttpClient mine = new OkHttpClient();
        int requests = mine.dispatcher().getMaxRequests();
        OkHttpTransport.of(mine).close();

        assertThat(mine.dispatcher().executorService().isShutdown()).isFalse();
        assertThat(mine.dispatcher().getMaxRequests()).isEqualTo(requests);
        assertThat(mine.interceptors()).isEmpty();
        assertThat(mine.readTimeoutMillis()).isEqualTo(10_000);
    }
}
