// Qt's libraries are not built with the thread sanitizer, so that it cannot see what a future
// orders: all that a worker did before it finished one happened before whatever the thread does
// that waited for it. The linker sends our code's calls of these functions here (--wrap), and they
// tell the sanitizer. They are linked into the tests of the preset tsan only.

#include <QFuture>

#include <sanitizer/tsan_interface.h>

#include <chrono>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

using Base = QFutureInterfaceBase;
using Continuation = std::function<void(const Base &)>;

namespace {

/// The state that all copies of a future share: the member behind the pointer to its functions.
/// Null in one that was moved from.
void *stateOf(const Base *future)
{
    return reinterpret_cast<void *const *>(future)[1];
}

void acquire(const Base *future)
{
    if (void *state = stateOf(future))
        __tsan_acquire(state);
}

void release(const Base *future)
{
    if (void *state = stateOf(future))
        __tsan_release(state);
}

/// Whoever catches a failure holds the very object that the future holds, and lets go of it at the
/// end of the catch, in a library that the sanitizer cannot see either. Who lets go last deletes
/// it, and may do so within the other's end of a catch.
std::recursive_mutex caught;

/// Takes over what all others did with a state before one takes it down.
void takeOver(const Base *future)
{
    release(future);
    acquire(future);
}

/// Waits before Qt does, which throws the failure at once, before anybody could acquire it.
template<typename IsReady>
void await(const Base *future, const IsReady &isReady)
{
    using namespace std::chrono_literals;
    while (future->isRunning() && !isReady())
        std::this_thread::sleep_for(50us);
    acquire(future);
}

} // namespace

// NOLINTBEGIN: the names are those of the C++ ABI, which --wrap wants.
#define REAL(symbol) __real__ZN20QFutureInterfaceBase##symbol
#define WRAPPED(symbol) __wrap__ZN20QFutureInterfaceBase##symbol
#define REAL_CONST(symbol) __real__ZNK20QFutureInterfaceBase##symbol
#define WRAPPED_CONST(symbol) __wrap__ZNK20QFutureInterfaceBase##symbol

extern "C" {

void REAL(14reportFinishedEv)(Base *future);
void WRAPPED(14reportFinishedEv)(Base *future)
{
    release(future);
    REAL(14reportFinishedEv)(future);
}

void REAL(18reportResultsReadyEii)(Base *future, int begin, int end);
void WRAPPED(18reportResultsReadyEii)(Base *future, int begin, int end)
{
    release(future);
    REAL(18reportResultsReadyEii)(future, begin, end);
}

void REAL(13waitForResultEi)(Base *future, int index);
void WRAPPED(13waitForResultEi)(Base *future, int index)
{
    await(future, [&] { return index >= 0 && future->isResultReadyAt(index); });
    REAL(13waitForResultEi)(future, index);
}

void REAL(15waitForFinishedEv)(Base *future);
void WRAPPED(15waitForFinishedEv)(Base *future)
{
    await(future, [] { return false; });
    REAL(15waitForFinishedEv)(future);
}

bool REAL_CONST(10isFinishedEv)(const Base *future);
bool WRAPPED_CONST(10isFinishedEv)(const Base *future)
{
    const bool is = REAL_CONST(10isFinishedEv)(future);
    acquire(future);
    return is;
}

bool REAL_CONST(10queryStateENS_5StateE)(const Base *future, Base::State state);
bool WRAPPED_CONST(10queryStateENS_5StateE)(const Base *future, Base::State state)
{
    const bool is = REAL_CONST(10queryStateENS_5StateE)(future, state);
    acquire(future);
    return is;
}

void REAL(15setContinuationESt8functionIFvRKS_EE)(Base *future, Continuation then);
void WRAPPED(15setContinuationESt8functionIFvRKS_EE)(Base *future, Continuation then)
{
    release(future);
    REAL(15setContinuationESt8functionIFvRKS_EE)(future, std::move(then));
}

void REAL(15setContinuationESt8functionIFvRKS_EEP27QFutureInterfaceBasePrivate)(Base *future,
                                                                                Continuation then,
                                                                                void *data);
void WRAPPED(15setContinuationESt8functionIFvRKS_EEP27QFutureInterfaceBasePrivate)(
    Base *future, Continuation then, void *data)
{
    acquire(future);
    release(future);
    REAL(15setContinuationESt8functionIFvRKS_EEP27QFutureInterfaceBasePrivate)
    (future, std::move(then), data);
}

void REAL_CONST(15runContinuationEv)(const Base *future);
void WRAPPED_CONST(15runContinuationEv)(const Base *future)
{
    acquire(future);
    REAL_CONST(15runContinuationEv)(future);
}

// Whoever lets go of a state last takes down what the others left in it.

bool REAL_CONST(6derefTEv)(const Base *future);
bool WRAPPED_CONST(6derefTEv)(const Base *future)
{
    takeOver(future);
    const bool isHeld = REAL_CONST(6derefTEv)(future);
    // Another thread can have let go between the two lines above.
    acquire(future);
    return isHeld;
}

void REAL(D1Ev)(Base *future);
void WRAPPED(D1Ev)(Base *future)
{
    takeOver(future);
    const std::lock_guard lock(caught);
    REAL(D1Ev)(future);
}

void REAL(D2Ev)(Base *future);
void WRAPPED(D2Ev)(Base *future)
{
    takeOver(future);
    const std::lock_guard lock(caught);
    REAL(D2Ev)(future);
}

void __real___cxa_end_catch();
void __wrap___cxa_end_catch()
{
    const std::lock_guard lock(caught);
    __real___cxa_end_catch();
}

void __real__ZNSt15__exception_ptr13exception_ptr10_M_releaseEv(std::exception_ptr *held);
void __wrap__ZNSt15__exception_ptr13exception_ptr10_M_releaseEv(std::exception_ptr *held)
{
    const std::lock_guard lock(caught);
    __real__ZNSt15__exception_ptr13exception_ptr10_M_releaseEv(held);
}
}
// NOLINTEND
