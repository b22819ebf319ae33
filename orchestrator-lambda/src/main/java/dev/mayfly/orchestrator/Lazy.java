package dev.mayfly.orchestrator;

import jakarta.inject.Provider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One of our narrow doors whose AWS client is made at its first call: most invocations see nothing new and need two of
 * the six services, and a client costs a tenth of a second of a cold start.
 */
final class Lazy {
    private Lazy() {}

    static <T> T of(Class<T> door, Provider<? extends T> behind) {
        AtomicReference<T> made = new AtomicReference<>();
        return door.cast(Proxy.newProxyInstance(door.getClassLoader(), new Class<?>[] {door}, (self, method, given) -> {
            if (made.get() == null) {
                synchronized (made) {
                    if (made.get() == null) {
                        made.set(behind.get());
                    }
                }
            }
            try {
                return method.invoke(made.get(), given);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
