package hocket.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The build runs the tests of Tomcat in two versions, and says which. */
@Tag("tomcat")
class TomcatVersionTest {
    @Test
    void itIsTheOneThatTheBuildMeans() {
        assertThat(ServerInfo.getServerNumber()).startsWith(System.getProperty("tomcat.version"));
        assertThat(jakarta.servlet.Servlet.class.getProtectionDomain().getCodeSource())
                .as("the API comes from it")
                .isEqualTo(ServerInfo.class.getProtectionDomain().getCodeSource());
    }
}
