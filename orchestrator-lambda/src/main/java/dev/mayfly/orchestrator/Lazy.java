package dev.mayfly.orchestrator;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** Parts that are made at their first use: most invocations see nothing new, and what they do without costs them nothing. */
final class Lazy {
    private Lazy() {}

    /**
     * One of our narrow doors whose AWS client is made at its first call: a tick needs two of the six services, and a client
     * costs a tenth of a second of a cold start.
     */
    static <T> T of(Class<T> door, Supplier<? extends T> behind) {
        Supplier<? extends T> made = once(behind);
        return door.cast(Proxy.newProxyInstance(door.getClassLoader(), new Class<?>[] {door}, (self, method, given) -> {
            try {
                return method.invoke(made.get(), given);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    /** The same part whenever it is asked for. */
    static <T> Supplier<T> once(Supplier<? extends T> maker) {
        return new Supplier<>() {
            private T made;

            @Override
            public synchronized T get() {
                if (made == null) {
                    made = maker.get();
                }
                return made;
            }
        };
    }
}
