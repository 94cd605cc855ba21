#!/usr/bin/env python3
"""What a researcher gets from PyTorch on this machine, for the same work as `npm run bench`.

Times, for the reference nets: endpoint training (one, and two at once in two processes), curve training, a 61-point profile, and 441- and 2,601-point planes,
train + test at every point, in three ways:
  loop     the procedure of dnn-mode-connectivity: DataLoader, one point after another (num_workers = 0, the fast setting)
  slices   the same loop on tensor slices, without DataLoader
  batched  the fastest known here for MLPs: first layer precomputed per basis vector, bmm over chunks of points, one process a core

Needs Debian's python3-torch. Data: the project's digits and moons, else random of the same shape.
usage: pytorch_peer.py [--nets moons,digits_mlp,digits_bn,mnist_conv] [--quick] [--json FILE]
Where a full grid would take minutes, fewer points are timed and scaled; the row says so.
"""
import os
os.environ.setdefault('OPENBLAS_NUM_THREADS', '1')
import argparse, json, multiprocessing as mp, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

HERE = os.path.dirname(os.path.abspath(__file__))
BATCH = 128


def mlp(*widths):
    layers = [nn.Flatten()]
    for i in range(len(widths) - 1):
        layers.append(nn.Linear(widths[i], widths[i + 1]))
        if i < len(widths) - 2:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


NETS = {
    'moons': (lambda: mlp(2, 16, 16, 2), (2,), 2, 700, 300),
    'digits_mlp': (lambda: mlp(64, 32, 32, 10), (1, 8, 8), 10, 1437, 360),
    'digits_bn': (lambda: nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 16, 3, padding=1), nn.BatchNorm2d(16),
        nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(256, 10)), (1, 8, 8), 10, 1437, 360),
    'mnist_conv': (lambda: nn.Sequential(
        nn.Conv2d(1, 8, 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2), nn.Conv2d(8, 16, 5, padding=2), nn.ReLU(),
        nn.MaxPool2d(3, 2), nn.Flatten(), nn.Linear(576, 32), nn.ReLU(), nn.Linear(32, 10)), (1, 28, 28), 10, 2000, 1000),
}


def read_safetensors(path):
    """Tensors of a safetensors file: a length, a JSON header, raw little-endian numbers."""
    raw = open(path, 'rb').read()
    length = int.from_bytes(raw[:8], 'little')
    kinds = {'F32': '<f4', 'F64': '<f8', 'U8': 'u1', 'I32': '<i4', 'I64': '<i8'}
    out = {}
    for key, entry in json.loads(raw[8:8 + length]).items():
        if key == '__metadata__':
            continue
        start, end = (8 + length + offset for offset in entry['data_offsets'])
        out[key] = np.frombuffer(raw[start:end], kinds[entry['dtype']]).reshape(entry['shape'])
    return out


def data(name):
    _, shape, classes, n_train, n_test = NETS[name]
    if name == 'moons':
        d = read_safetensors(os.path.join(HERE, '..', 'src', 'fixtures', 'moons.safetensors'))
        x, y = (np.concatenate([d[f'data.{k}_train'], d[f'data.{k}_test']]) for k in 'xy')
    elif name.startswith('digits'):
        d = read_safetensors(os.path.join(HERE, '..', 'public', 'data', 'digits.safetensors'))
        x, y = d['x'] / 16, d['y']
    else:
        g = torch.Generator().manual_seed(0)
        make = lambda n: (torch.rand((n,) + shape, generator=g), torch.randint(0, classes, (n,), generator=g))
        return [*make(n_train), *make(n_test)]
    x, y = torch.from_numpy(x.astype(np.float32)), torch.from_numpy(y.astype(np.int64))
    return [x[:n_train], y[:n_train], x[n_train:], y[n_train:]]


def batches(x, y, how):
    if how == 'loop':
        return DataLoader(TensorDataset(x, y), batch_size=BATCH, shuffle=False)
    return [(x[i:i + BATCH], y[i:i + BATCH]) for i in range(0, len(x), BATCH)]


def has_bn(net):
    return any(isinstance(m, nn.modules.batchnorm._BatchNorm) for m in net.modules())


@torch.no_grad()
def refresh_bn(net, loader):
    norms = [m for m in net.modules() if isinstance(m, nn.modules.batchnorm._BatchNorm)]
    for m in norms:
        m.reset_running_stats()
    net.train()
    seen = 0
    for x, _ in loader:
        for m in norms:
            m.momentum = len(x) / (seen + len(x))
        net(x)
        seen += len(x)


@torch.no_grad()
def score(net, loader):
    net.eval()
    nll = correct = count = 0.0
    for x, y in loader:
        out = net(x)
        nll += F.cross_entropy(out, y).item() * len(x)
        correct += (out.argmax(1) == y).sum().item()
        count += len(x)
    return nll / count, correct / count


def set_weights(net, flat):
    offset = 0
    for p in net.parameters():
        p.data.copy_(flat[offset:offset + p.numel()].view_as(p))
        offset += p.numel()


def flat_weights(net):
    return torch.cat([p.detach().reshape(-1) for p in net.parameters()])


def timed_points(name, how, points, xy):
    net = NETS[name][0]()
    basis = [flat_weights(NETS[name][0]()) for _ in range(3)]
    train, test = batches(xy[0], xy[1], how), batches(xy[2], xy[3], how)

    def run(count):
        start = time.perf_counter()
        for k in range(count):
            a, b = k % 21 / 15 - .2, k // 21 % 21 / 15 - .2
            set_weights(net, basis[0] + a * (basis[1] - basis[0]) + b * (basis[2] - basis[0]))
            if has_bn(net):
                refresh_bn(net, train)
            score(net, train)
            score(net, test)
        return time.perf_counter() - start

    run(1)
    return sorted(run(points) for _ in range(3))[1]


def batched_part(args):
    """Points [lo, hi) of the plane for an MLP, chunks of 16 points, one thread."""
    name, lo, hi, side, xy = args
    torch.set_num_threads(1)
    torch.manual_seed(0)
    nets = [NETS[name][0]() for _ in range(3)]
    linears = [[m for m in net if isinstance(m, nn.Linear)] for net in nets]
    with torch.no_grad():
        for x, y in ((xy[0], xy[1]), (xy[2], xy[3])):
            x = x.flatten(1)
            first = torch.stack([x @ l[0].weight.t() + l[0].bias for l in linears])
            for s in range(lo, hi, 16):
                k = torch.arange(s, min(s + 16, hi))
                a, b = (k % side) / (side - 1) * 1.4 - .2, (k // side) / (side - 1) * 1.4 - .2
                c = torch.stack([1 - a - b, a, b], 1)
                h = torch.einsum('kb,bnh->knh', c, first)
                for i in range(1, len(linears[0])):
                    h = torch.relu_(h)
                    w = torch.einsum('kb,boi->koi', c, torch.stack([l[i].weight for l in linears]))
                    v = torch.einsum('kb,bo->ko', c, torch.stack([l[i].bias for l in linears]))
                    h = torch.baddbmm(v[:, None], h, w.transpose(1, 2))
                nll = -F.log_softmax(h, 2).gather(2, y.view(1, -1, 1).expand(len(k), -1, 1)).mean(1)
                (h.argmax(2) == y).float().mean(1), nll


def timed_batched(name, side, xy):
    if name not in ('moons', 'digits_mlp'):
        return None
    n, cores = side * side, os.cpu_count() or 1
    cuts = [n * i // cores for i in range(cores + 1)]
    jobs = [(name, cuts[i], cuts[i + 1], side, xy) for i in range(cores)]
    with mp.get_context('fork').Pool(cores) as pool:
        pool.map(batched_part, jobs)
        runs = []
        for _ in range(3):
            start = time.perf_counter()
            pool.map(batched_part, jobs)
            runs.append(time.perf_counter() - start)
    return sorted(runs)[1]


def timed_training(name, steps, xy):
    net = NETS[name][0]().train()
    opt = torch.optim.SGD(net.parameters(), lr=.01, momentum=.9, weight_decay=1e-4)
    rows = batches(xy[0], xy[1], 'slices')[:-1]
    start = time.perf_counter()
    for k in range(steps):
        x, y = rows[k % len(rows)]
        opt.zero_grad()
        F.cross_entropy(net(x), y).backward()
        opt.step()
    return steps / (time.perf_counter() - start)


def trained_alone(args):
    torch.set_num_threads(1)
    return timed_training(*args)


def timed_endpoints(name, steps, xy):
    """Two endpoints at once, one process and one thread each; steps/s together, median of three."""
    with mp.get_context('fork').Pool(2) as pool:
        pool.map(trained_alone, [(name, steps // 4, xy)] * 2)
        return sorted(sum(pool.map(trained_alone, [(name, steps, xy)] * 2, chunksize=1)) for _ in range(3))[1]


def timed_curve(name, steps, xy):
    """One bend, endpoints fixed: the net runs at w(t), the bend's gradient is its coefficient times the net's."""
    net = NETS[name][0]().train()
    w0, w2 = flat_weights(net), flat_weights(NETS[name][0]())
    bend = (w0 + w2) / 2
    momentum = torch.zeros_like(bend)
    rows = batches(xy[0], xy[1], 'slices')[:-1]
    start = time.perf_counter()
    for k in range(steps):
        x, y = rows[k % len(rows)]
        t = (k * .618034) % 1
        c = 2 * t * (1 - t)
        point = (1 - t) ** 2 * w0 + c * bend + t * t * w2
        set_weights(net, point)
        net.zero_grad()
        F.cross_entropy(net(x), y).backward()
        g = torch.cat([p.grad.reshape(-1) for p in net.parameters()]) + 1e-4 * point
        momentum.mul_(.9).add_(g, alpha=c)
        bend -= .01 * momentum
    return steps / (time.perf_counter() - start)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--nets', default=','.join(NETS))
    ap.add_argument('--quick', action='store_true')
    ap.add_argument('--json')
    args = ap.parse_args()
    out = {'torch': torch.__version__, 'threads': torch.get_num_threads(), 'cores': os.cpu_count(), 'nets': {}}
    for name in args.nets.split(','):
        xy, row = data(name), {}
        heavy = name in ('digits_bn', 'mnist_conv')
        for threads in (1, os.cpu_count() or 1):
            torch.set_num_threads(threads)
            for key, timed in (('train_steps_per_s', timed_training), ('curve_steps_per_s', timed_curve)):
                timed(name, 10, xy)
                row[key] = max(row.get(key, 0), sorted(timed(name, 60 if heavy else 600, xy) for _ in range(3))[1])
        torch.set_num_threads(1)
        row['two_endpoints_steps_per_s'] = timed_endpoints(name, 120 if heavy else 2000, xy)
        torch.set_num_threads(os.cpu_count() or 1)
        for how in ('loop', 'slices'):
            n = (4 if name == 'mnist_conv' else 8) if heavy else (61 if args.quick else 441)
            each = timed_points(name, how, n, xy) / n
            row[how] = {'timed_points': n, 'profile_61_s': each * 61, 'plane_441_s': each * 441, 'plane_2601_s': each * 2601}
        row['batched'] = {f'plane_{s * s}_s': timed_batched(name, s, xy) for s in ((21,) if args.quick else (21, 51))}
        out['nets'][name] = row
        print(name, json.dumps(row), flush=True)
    if args.json:
        json.dump(out, open(args.json, 'w'), indent=1)


if __name__ == '__main__':
    main()
