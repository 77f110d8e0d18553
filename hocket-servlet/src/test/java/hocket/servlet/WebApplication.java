package hocket.servlet;

import hocket.engine.spi.HostHandler;
import jakarta.servlet.Servlet;
import java.net.URL;
import java.net.URLClassLoader;

/** Loads the servlet as from a WAR: the container's own classes are hidden from it. */
final class WebApplication extends URLClassLoader {
    private WebApplication() {
        super(new URL[] {
            HocketServlet.class.getProtectionDomain().getCodeSource().getLocation()
        });
    }

    static Servlet servlet(HostHandler handler, int lanes) throws ReflectiveOperationException {
        return (Servlet) new WebApplication()
                .loadClass(HocketServlet.class.getName())
                .getConstructor(HostHandler.class, int.class)
                .newInstance(handler, lanes);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("org.eclipse.jetty.") || name.startsWith("io.undertow.")) {
            throw new ClassNotFoundException(name + " is hidden");
        }
        if (!name.startsWith(HocketServlet.class.getPackageName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
