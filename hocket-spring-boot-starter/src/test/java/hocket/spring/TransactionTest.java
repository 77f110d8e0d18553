package hocket.spring;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.SimpleClient;
import hocket.core.CallException;
import hocket.server.annotation.OnEvent;
import hocket.server.annotation.SocketController;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Handlers that are transactions. */
class TransactionTest {
    /** One without a database. */
    static class RecordingManager extends AbstractPlatformTransactionManager {
        private static final long serialVersionUID = 1;

        private final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        protected Object doGetTransaction() {
            return told;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            told.add("begin");
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            told.add("commit");
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            told.add("rollback");
        }
    }

    @SocketController
    static class Orders {
        @OnEvent("order")
        @Transactional
        boolean order(int count) {
            if (count > 3) {
                throw new CallException("too_many", "three at most");
            }
            return TransactionSynchronizationManager.isActualTransactionActive();
        }

        @OnEvent("look")
        boolean look() {
            return TransactionSynchronizationManager.isActualTransactionActive();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableTransactionManagement
    @Import(Orders.class)
    static class Shop {
        @Bean
        RecordingManager transactions() {
            return new RecordingManager();
        }

        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.csrf(csrf -> csrf.disable()).build();
        }
    }

    @Test
    void eachCallIsOneThatIsRolledBackIfItFails() throws Exception {
        try (Running application = Running.start(Shop.class);
                SimpleClient client = application.connect("/", options -> {})) {
            assertThat(client.call("look").get(0, Boolean.class)).isFalse();
            assertThat(client.call("order", 3).get(0, Boolean.class)).isTrue();
            assertThat(CallException.find(client.call("order", 4))).hasMessage("three at most");

            assertThat(application.bean(RecordingManager.class).told)
                    .containsExactly("begin", "commit", "begin", "rollback");
        }
    }
}
