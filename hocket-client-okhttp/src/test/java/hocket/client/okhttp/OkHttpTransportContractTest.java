package hocket.client.okhttp;

import hocket.client.spi.ClientTransport;
import hocket.testkit.ClientTransportContract;

class OkHttpTransportContractTest extends ClientTransportContract {
    @Override
    protected ClientTransport create() {
        return OkHttpTransport.create();
    }

    @Override
    protected boolean isShared(Thread thread) {
        return thread.getName().equals("OkHttp TaskRunner") && thread.isDaemon(); // ends when idle for a minute
    }
}
